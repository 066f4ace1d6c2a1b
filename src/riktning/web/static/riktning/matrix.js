// The matrix: a need is dragged, or moved with the arrow keys and saved with Enter. Nothing is
// saved on the way; Escape takes the need back to where it was. The forms below do without this.
"use strict";
{
  const CELL = 60, LEFT = 60, TOP = 20, MOST = 10;
  const picture = document.querySelector("svg.eisenhower");
  const said = document.getElementById("matris-sagt");
  const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value;
  const within = (value) => Math.min(Math.max(value, 1), MOST);
  const stand = (dot, importance, urgency) => {
    dot.dataset.importance = importance;
    dot.dataset.urgency = urgency;
    dot.classList.add("moved");
    const x = LEFT + CELL * urgency - CELL / 2, y = TOP + CELL * (MOST + 1 - importance) - CELL / 2;
    dot.setAttribute("transform", `translate(${x} ${y})`);
  };
  const remember = (dot) => {
    dot.before = [dot.getAttribute("transform"), dot.dataset.importance, dot.dataset.urgency];
  };
  const back = (dot) => {
    const [transform, importance, urgency] = dot.before;
    dot.setAttribute("transform", transform);
    dot.classList.remove("moved");
    Object.assign(dot.dataset, { importance, urgency });
  };
  const save = async (dot) => {
    const { number, importance, urgency } = dot.dataset;
    const body = new URLSearchParams({ "p-importance": importance, "p-urgency": urgency });
    const headers = { Accept: "application/json", "X-CSRFToken": token };
    let refused = "";
    try {
      const answer = await fetch(dot.dataset.address, { method: "POST", body, headers });
      const words = await answer.json();
      if (!answer.ok) {
        refused = words.said;
        throw new Error(refused);
      }
      said.textContent = words.said;
      dot.classList.remove("waiting");
      remember(dot);
      const title = dot.querySelector("title").textContent;
      dot.setAttribute("aria-label", `${title}: ${words.says}`);
      document.getElementById(`var-${number}`).textContent = words.says;
      document.getElementById(`v-${number}`).value = importance;
      document.getElementById(`b-${number}`).value = urgency;
    } catch {
      back(dot);
      const stands = picture.dataset.failed
        .replace("NUMMER", number)
        .replace("LÄGE", document.getElementById(`var-${number}`).textContent);
      said.textContent = refused ? `${refused} ${stands}` : stands;
    }
  };
  const point = (event) => {
    const at = new DOMPoint(event.clientX, event.clientY);
    return at.matrixTransform(picture.getScreenCTM().inverse());
  };
  const arrows = { ArrowUp: [1, 0], ArrowDown: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1] };
  for (const dot of picture?.dataset.may ? picture.querySelectorAll(".dot") : []) {
    remember(dot);
    dot.addEventListener("pointerdown", (event) => {
      dot.setPointerCapture(event.pointerId);
      dot.dragged = false;
    });
    dot.addEventListener("pointermove", (event) => {
      if (!dot.hasPointerCapture(event.pointerId)) return;
      const at = point(event);
      dot.dragged = true;
      dot.classList.add("moved");
      dot.setAttribute("transform", `translate(${at.x} ${at.y})`);
    });
    dot.addEventListener("pointerup", (event) => {
      if (!dot.dragged) return;
      const at = point(event), side = CELL * MOST;
      if (at.x < LEFT || at.x > LEFT + side || at.y < TOP || at.y > TOP + side) return back(dot);
      const urgency = within(Math.ceil((at.x - LEFT) / CELL));
      stand(dot, within(MOST + 1 - Math.ceil((at.y - TOP) / CELL)), urgency);
      save(dot);
    });
    dot.addEventListener("pointercancel", () => back(dot));
    dot.addEventListener("keydown", (event) => {
      const step = arrows[event.key];
      if (step) {
        event.preventDefault();
        const importance = Number(dot.dataset.importance) || 5;
        const urgency = Number(dot.dataset.urgency) || 5;
        stand(dot, within(importance + step[0]), within(urgency + step[1]));
        said.textContent = picture.dataset.place
          .replace("NUMMER", dot.dataset.number)
          .replace("VIKTIGT", dot.dataset.importance)
          .replace("BRADSKA", dot.dataset.urgency);
      } else if (event.key === "Enter" && Number(dot.dataset.importance)) {
        event.preventDefault();
        save(dot);
      } else if (event.key === "Escape") {
        back(dot);
      }
    });
  }
}
