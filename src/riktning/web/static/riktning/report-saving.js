// A section is saved while it is written: a while after the last key, when the text is left, and
// before it is handed on. What others wrote meanwhile comes back and is put in when nobody types;
// otherwise the next saving says what the text was changed from, so that nobody's words are lost.
"use strict";
{
  const form = document.getElementById("skrivbord");
  const text = document.getElementById("text");
  const PAUSE = 3000;
  const LONGEST = 30000; // ms without a saving while somebody types on
  if (form && text) {
    const told = document.getElementById("sparat");
    const unsaved = document.getElementById("osparat");
    const { version, fran: from } = form.elements;
    let agreed = "typed" in form.dataset ? null : text.value; // the text as it was last saved
    let whole = true; // whether the text has all that is stored, others' words too
    let leaving = false;
    let timer = 0;
    let since = 0; // when the first key was struck that is not saved
    let under = null; // a saving under way
    const differs = () => text.value !== agreed;

    const tell = (words, fault) => {
      told.textContent = words;
      told.classList.toggle("fault-line", fault);
      unsaved.hidden = !differs();
    };
    const later = (pause) => {
      clearTimeout(timer);
      since ||= Date.now();
      timer = setTimeout(save, Math.max(Math.min(pause, since + LONGEST - Date.now()), 0));
    };
    const replace = (words) => { // the caret stays among the same words
      const [old, caret, top] = [text.value, text.selectionEnd, text.scrollTop];
      let same = 0;
      while (same < caret && old[same] === words[same]) same += 1;
      const place = same === caret ? caret : Math.max(words.length - (old.length - caret), 0);
      text.value = words;
      text.setSelectionRange(place, place);
      text.scrollTop = top;
      text.dispatchEvent(new Event("tagitin")); // shown as it will be read
    };
    const stored = (sent, answer) => {
      version.value = answer.version;
      whole = answer.text === null || text.value === sent;
      if (answer.text !== null && whole) {
        if (text.value !== answer.text) replace(answer.text);
        agreed = answer.text;
      } else {
        agreed = sent;
      }
      from.value = agreed;
      from.disabled = false;
      since = 0;
      const clock = new Date().toLocaleTimeString(document.documentElement.lang, { timeStyle: "short" });
      tell(answer.told || `${form.dataset.saved} ${clock}`, false);
      if (whole) {
        for (const each of document.querySelectorAll("#vidare [name='version']")) each.value = answer.version;
      }
      if (answer.state !== form.dataset.state) { // what can be done with it is another now
        form.dataset.state = answer.state;
        htmx.ajax("GET", location.href, { target: "#vidare", select: "#vidare", swap: "outerHTML ignoreTitle:true" });
      }
    };
    const send = async () => {
      const sent = text.value;
      const body = new URLSearchParams(
        { csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value, version: version.value, text: sent },
      );
      if (!from.disabled) body.set("fran", from.value);
      try {
        const response = await fetch(form.dataset.keep, { method: "POST", body, redirect: "manual" });
        const answer = await response.json(); // signed out meanwhile, it is a page
        if (response.ok) stored(sent, answer);
        else tell(answer.told, true);
      } catch {
        tell(form.dataset.unsaved, true);
        since = 0;
        later(LONGEST);
      }
    };
    const save = async () => {
      clearTimeout(timer);
      while (under) await under;
      if (leaving || !differs()) return;
      under = send();
      await under;
      under = null;
    };

    tell(form.dataset.quietly, false);
    text.addEventListener("input", () => {
      unsaved.hidden = !differs();
      later(PAUSE);
    });
    text.addEventListener("blur", save);
    document.addEventListener("visibilitychange", () => { if (document.hidden) save(); });
    document.addEventListener("submit", async (event) => {
      if (event.target.closest("#vidare") && differs()) {
        event.preventDefault();
        await save();
        if (!differs()) event.target.requestSubmit(event.submitter);
        return;
      }
      leaving = true;
    });
    window.addEventListener("pageshow", () => { leaving = false; });
    window.addEventListener("beforeunload", (event) => {
      if (!leaving && differs()) event.preventDefault();
    });
  }
}
