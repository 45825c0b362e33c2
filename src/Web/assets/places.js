// As the server folds texts (Folding.cs): case, accents, apostrophes and what cannot be seen are gone, every dash and space is one space.
const fold = (text) =>
  text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/['`´\u02b9-\u02bf\u2018-\u201b\u2032\p{M}\p{Cf}]/gu, "")
    .replace(/[\s\p{Pd}]+/gu, " ")
    .trim();

// A box before a long list of places that narrows it as it is typed in; what is chosen stays in the list.
const narrow = (select) => {
  const all = [...select.options];
  const id = `${select.id}-narrow`;
  const group = document.createElement("div");
  group.className = "ww-narrow-places";
  const label = document.createElement("label");
  label.className = "govuk-hint";
  label.htmlFor = id;
  label.textContent = "Part of its name narrows the list";
  const box = document.createElement("input");
  box.type = "text";
  box.id = id;
  box.className = "govuk-input";
  box.autocomplete = "off";
  const says = document.createElement("p");
  says.className = "ww-narrow-places__says";
  says.setAttribute("role", "status");
  group.append(label, box, says);
  select.before(group);
  // What does the same without script; as the form's first button it would also be what Enter presses.
  select.form?.querySelector(".ww-place-search button")?.remove();

  box.addEventListener("input", () => {
    const asked = fold(box.value);
    const chosen = select.value;
    const found = all.filter((option) => option.value !== "" && fold(option.text).includes(asked));
    select.replaceChildren(...all.filter((option) => option.value === "" || option.value === chosen || found.includes(option)));
    select.value = chosen;
    says.textContent = asked === "" ? "" : `${found.length} ${found.length === 1 ? "place" : "places"} below.`;
  });
  // Enter in the box goes to the list rather than sending the form.
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    select.focus();
  });
};

export function narrowPlaces(page) {
  for (const select of page.querySelectorAll("select[data-places]")) narrow(select);
}
