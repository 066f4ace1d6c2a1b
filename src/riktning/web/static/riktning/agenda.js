// The agenda: a point is dragged, or moved with the arrow keys while it is chosen. Each move is
// saved at once; when that fails the list is as it was. The buttons do without this.
"use strict";
{
  const list = document.querySelector(".sortable");
  const said = document.getElementById("ordning-sagt");
  const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value;
  const points = () => [...list.children];
  const keys = () => points().map((each) => each.dataset.key).join(",");
  const buttons = () => points().forEach((each, place, every) => {
    const [up, down] = each.querySelectorAll(".moves button");
    up.disabled = place === 0;
    down.disabled = place === every.length - 1;
  });
  const save = async (before, point) => {
    if (keys() === before.map((each) => each.dataset.key).join(",")) return;
    const headers = { Accept: "application/json", "X-CSRFToken": token };
    const body = new URLSearchParams({ ordning: keys() });
    try {
      const answer = await fetch(list.dataset.address, { method: "POST", body, headers });
      const words = await answer.json();
      if (!answer.ok) throw new Error(words.said);
      said.textContent = `${points().indexOf(point) + 1}. ${point.dataset.heading}. ${words.said}`;
    } catch (fault) {
      list.append(...before);
      said.textContent = fault.message || list.dataset.failed;
    }
    buttons();
  };
  const unmark = () => points().forEach((each) => each.classList.remove("before", "dragged"));
  let dragged = null, before = [];
  list?.addEventListener("dragstart", (event) => {
    dragged = event.target.closest("li");
    before = points();
    dragged.classList.add("dragged");
    event.dataTransfer.effectAllowed = "move";
  });
  list?.addEventListener("dragover", (event) => {
    const over = event.target.closest("li");
    if (!dragged || !over) return;
    event.preventDefault();
    const { top, height } = over.getBoundingClientRect();
    const after = event.clientY > top + height / 2;
    if (over !== dragged) over[after ? "after" : "before"](dragged);
  });
  list?.addEventListener("drop", (event) => event.preventDefault());
  list?.addEventListener("dragend", () => {
    unmark();
    save(before, dragged);
    dragged = null;
  });
  list?.addEventListener("keydown", (event) => {
    const point = event.target;
    const other = { ArrowUp: point.previousElementSibling, ArrowDown: point.nextElementSibling };
    if (point.parentElement !== list || !(event.key in other)) return;
    event.preventDefault();
    if (!other[event.key]) return;
    const was = points();
    other[event.key][event.key === "ArrowUp" ? "before" : "after"](point);
    point.focus();
    save(was, point);
  });
}
