// A saved answer may come back with somebody else's words in it. What is being typed at that
// moment is not taken away: the question stays as it is, and the next saving joins the texts anew.
"use strict";
{
  const sent = new WeakMap();
  const texts = (question) => [...question.querySelectorAll("textarea, input:not([type])")];
  document.addEventListener("htmx:beforeRequest", (event) => {
    const question = event.target.closest?.(".question");
    if (question) sent.set(question, texts(question).map((field) => field.value));
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    const question = event.detail.target;
    if (!question.matches?.(".question") || !sent.has(question)) return;
    const before = sent.get(question);
    if (texts(question).some((field, place) => field.value !== before[place])) {
      event.detail.shouldSwap = false;
    }
  });
  document.getElementById("fel")?.focus();
}
