const typesText = (element) =>
  element.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(element.tagName);

// The / key goes to the search box, unless somebody is typing.
export function jumpToSearch(page) {
  const box = page.querySelector("[data-search]");
  if (!box) return;
  page.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || typesText(event.target)) return;
    event.preventDefault();
    box.focus();
    box.select();
  });
}
