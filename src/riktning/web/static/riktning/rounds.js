// Answers are saved as they are left. A saved answer may come back with somebody else's words in
// it: what is being typed at that moment is not taken away, and the next saving joins the texts
// anew. What could not be saved is said where it was written.
"use strict";
{
  const form = document.querySelector("form.report");
  const sent = new WeakMap();
  let leaving = false;
  const texts = (question) => [...question.querySelectorAll("textarea, input:not([type])")];
  const unsaved = (question) => {
    const told = question?.querySelector(".answered");
    if (!told) return;
    const line = document.createElement("p");
    line.className = "fault-line";
    line.textContent = form.dataset.unsaved;
    told.querySelectorAll("p.fault-line").forEach((before) => before.remove());
    told.append(line);
  };
  form?.addEventListener("submit", () => { leaving = true; });
  window.addEventListener("pageshow", () => { leaving = false; });
  document.addEventListener("htmx:beforeRequest", (event) => {
    const question = event.target.closest?.(".question");
    if (!question) return;
    if (leaving) event.preventDefault();
    sent.set(question, texts(question).map((field) => field.value));
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr, target } = event.detail;
    const question = target.closest?.(".question");
    if (!question) return;
    if (!xhr.responseURL.includes("/svar/")) {
      event.detail.shouldSwap = false; // signed out meanwhile: the answer is another page
      unsaved(question);
    } else if (target === question && sent.has(question)) {
      const before = sent.get(question);
      const typing = texts(question).some((field, place) => field.value !== before[place]);
      if (typing) event.detail.shouldSwap = false;
    }
  });
  for (const failure of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
    document.addEventListener(failure, (event) => unsaved(event.target.closest?.(".question")));
  }
  document.getElementById("fel")?.focus();
}
