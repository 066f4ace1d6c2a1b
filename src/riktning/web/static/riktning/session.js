// Who signs in anew in another tab gets another token: what stands open is sent with the one that
// holds now. A page of signing in that comes instead of an answer replaces nothing, and what could
// not be saved is said where it was written.
"use strict";
{
  const token = () => document.cookie.match(/(?:^|;\s*)csrftoken=([^;]+)/)?.[1];
  const NAME = "csrfmiddlewaretoken";
  document.addEventListener("submit", (event) => {
    const field = event.target.querySelector?.(`input[name="${NAME}"]`);
    const now = token();
    if (field && now) field.value = now;
  }, true);
  document.addEventListener("htmx:configRequest", (event) => {
    const { formData } = event.detail;
    const now = token();
    if (now && formData?.has(NAME)) formData.set(NAME, now);
  });
  const unsaved = (event) => {
    const form = event.detail.requestConfig?.elt?.closest?.("form");
    if (!form || form.classList.contains("report")) return; // a round tells it at the question
    form.querySelectorAll("p.unsaved").forEach((before) => before.remove());
    const line = document.createElement("p");
    line.className = "fault-line unsaved";
    line.setAttribute("role", "alert");
    line.textContent = document.body.dataset.unsaved;
    form.append(line);
  };
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (!new URL(event.detail.xhr.responseURL || location.href).pathname.includes("/konto/")) return;
    event.detail.shouldSwap = false;
    unsaved(event);
  });
  for (const failure of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
    document.addEventListener(failure, unsaved);
  }
}
