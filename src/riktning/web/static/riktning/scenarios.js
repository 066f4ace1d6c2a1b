// A slider beside each number: the number is what is sent, the slider is another way to set it.
// What the run will take is told anew as its numbers are changed.
"use strict";
{
  for (const slider of document.querySelectorAll("input[type=range][data-number]")) {
    const number = document.getElementById(slider.dataset.number);
    const follow = () => { slider.value = number.value || 0; };
    slider.hidden = false;
    follow();
    slider.addEventListener("input", () => { number.value = slider.value; });
    number.addEventListener("input", follow);
  }
  const form = document.querySelector("form.scenario");
  const field = (name) => Number(form.elements[name].value);
  const language = document.documentElement.lang;
  const said = (value) => Math.round(value).toLocaleString(language);
  const time = (seconds) => {
    const [unit, count] = seconds < 3600 ? ["minute", seconds / 60] : ["hour", seconds / 3600];
    const most = Math.max(1, Math.round(count));
    return new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "long" }).format(most);
  };
  const tell = () => {
    const [persons, draws, replicates] = ["persons", "draws", "replicates"].map(field);
    if (!(persons > 0 && draws > 0 && replicates > 0)) return;
    // As the server counts them: each lever with and without the others, in a few orders.
    const pairs = Number(form.dataset.pairs);
    const used = [...form.querySelectorAll("input.reach")].filter((each) => Number(each.value) > 0).length;
    const subsets = used > 6 ? 2 * pairs * (used - 1) + used + 2 : used && 2 ** used;
    const runs = 2 * draws * replicates + (form.elements.shares.checked ? replicates * subsets : 0);
    const months = 12 * (field("last") - Number(form.dataset.first) + 1);
    const shown = {
      korningar: said(runs),
      tid: time((runs * months * persons) / Number(form.dataset.pace)),
      var: said(Number(form.dataset.people) / persons),
    };
    for (const [id, words] of Object.entries(shown)) {
      const output = document.getElementById(id);
      if (output) output.textContent = words;
    }
  };
  form?.addEventListener("input", tell);
  document.getElementById("fel")?.focus();
}
