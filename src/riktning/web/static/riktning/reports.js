// Evidence is put into the text where the writer is, or dropped where it is let go; the page works
// without this by ticking.
"use strict";
{
  const desk = document.getElementById("skrivbord");
  const text = document.getElementById("text");
  const KIND = "application/x-underlag"; // no other text that is dragged is taken for evidence
  const alone = (line, before, after) => {
    const above = !before || before.endsWith("\n\n") ? "" : before.endsWith("\n") ? "\n" : "\n\n";
    const below = !after || after.startsWith("\n\n") ? "" : after.startsWith("\n") ? "\n" : "\n\n";
    return above + line + below;
  };
  const put = (line, place) => {
    const [before, after] = [text.value.slice(0, place), text.value.slice(place)];
    const words = alone(line, before, after);
    text.setRangeText(words, place, place, "end");
    text.focus();
    text.dispatchEvent(new Event("input", { bubbles: true }));
    text.dispatchEvent(new Event("tagitin"));
  };
  const endOfLine = (place) => {
    const found = text.value.indexOf("\n", place);
    return found < 0 ? text.value.length : found;
  };
  let place = text ? text.value.length : 0; // where the writer last was; the end until then
  if (desk && text) {
    const enliven = () => { // the evidence comes after the page
      for (const hidden of desk.querySelectorAll("[data-insert], .sift")) hidden.hidden = false;
    };
    enliven();
    document.addEventListener("htmx:afterSettle", enliven);
    desk.addEventListener("click", (event) => {
      const offer = event.target.closest("[data-insert]")?.closest("[data-line]");
      if (!offer) return;
      put(offer.dataset.line, endOfLine(place));
      place = text.selectionEnd;
    });
    desk.addEventListener("dragstart", (event) => {
      const offer = event.target.closest?.("[data-line]");
      if (!offer) return;
      event.dataTransfer.setData(KIND, offer.dataset.line);
      event.dataTransfer.effectAllowed = "copy";
    });
    desk.addEventListener("input", (event) => {
      if (!event.target.matches("[data-sift]")) return;
      const wanted = event.target.value.trim().toLowerCase();
      for (const row of event.target.closest("details").querySelectorAll("[data-line]")) {
        row.hidden = !row.textContent.toLowerCase().includes(wanted);
      }
    });
    desk.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && event.target.matches("[data-sift]")) event.preventDefault();
    });
    for (const kind of ["keyup", "click", "input", "blur"]) {
      text.addEventListener(kind, () => { place = text.selectionEnd; });
    }
    text.addEventListener("dragover", (event) => {
      if (!event.dataTransfer.types.includes(KIND)) return;
      event.preventDefault();
      text.classList.add("over");
    });
    text.addEventListener("dragleave", () => text.classList.remove("over"));
    text.addEventListener("drop", (event) => {
      const line = event.dataTransfer.getData(KIND);
      if (!line) return;
      event.preventDefault();
      text.classList.remove("over");
      const caret = document.caretPositionFromPoint?.(event.clientX, event.clientY);
      put(line, endOfLine(caret?.offsetNode === text ? caret.offset : place));
      place = text.selectionEnd;
    });
  }
  for (const all of document.querySelectorAll("[data-tick-all]")) {
    all.hidden = false;
    all.addEventListener("click", () => {
      const boxes = [...all.closest("form").querySelectorAll("input[type='checkbox']")];
      const missing = boxes.some((box) => !box.checked);
      for (const box of boxes) box.checked = missing;
    });
  }
}
