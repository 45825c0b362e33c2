const pause = 400;

// A panel that follows a form as it is filled in: the server is asked when somebody stops typing, and sends the parts anew.
// Without script a button asks.
const follow = (panel) => {
  const form = panel.closest("form");
  const button = panel.querySelector("[data-look-button]");
  let timer;
  let asked;

  const show = (html) => {
    for (const part of new DOMParser().parseFromString(html, "text/html").querySelectorAll("[data-part]")) {
      const shown = form.querySelector(`[data-part="${part.dataset.part}"]`);
      // What says the same is left alone, so that it is not read out again.
      if (shown && shown.innerHTML !== part.innerHTML) shown.replaceChildren(...part.childNodes);
    }
  };
  const ask = async () => {
    asked?.abort();
    const mine = (asked = new AbortController());
    try {
      const answer = await fetch(panel.dataset.look, { method: "POST", body: new FormData(form), signal: mine.signal });
      if (!answer.ok) throw new Error(`${panel.dataset.look}: ${answer.status}`);
      const html = await answer.text();
      if (!mine.signal.aborted) show(html);
    } catch (error) {
      if (mine.signal.aborted) return;
      button.hidden = false;
      console.warn("What the data could show was not answered.", error);
    }
  };
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(ask, pause);
  };

  form.addEventListener("input", later);
  form.addEventListener("change", later);
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    asked?.abort();
  });
  button.hidden = true;
};

export function lookAhead(page) {
  for (const panel of page.querySelectorAll("[data-look]")) follow(panel);
}
