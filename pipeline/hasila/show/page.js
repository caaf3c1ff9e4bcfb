// Shows what a number is linked to. Every piece of text and every row says in data-links what it
// is of which quantity ("counted:d0-3 place:d0-5"). Without this script the numbers and the rows
// are still plain links to each other.
(() => {
  "use strict";
  const parts = new Map(); // quantity -> [element, class] pairs
  const told = new Map(); // quantity -> the sentence its number is labelled with
  for (const element of document.querySelectorAll("[data-links]")) {
    for (const link of element.dataset.links.split(" ")) {
      const [role, quantity] = link.split(":");
      if (!parts.has(quantity)) parts.set(quantity, []);
      parts.get(quantity).push([element, "lit-" + role]);
      if (role === "number" && element.ariaLabel) told.set(quantity, element.ariaLabel);
    }
  }
  const says = document.querySelector(".says");
  let lit = null; // the quantity shown now
  let chosen = null; // the one to return to when nothing is pointed at

  const show = (quantity) => {
    if (quantity === lit) return;
    for (const [element, name] of parts.get(lit) ?? []) element.classList.remove(name);
    for (const [element, name] of parts.get(quantity) ?? []) element.classList.add(name);
    lit = quantity;
    says.textContent = told.get(quantity) ?? "";
  };
  // The quantity that an element starts: a number in the text, or a row.
  const startOf = (target) => {
    const links = target.closest?.("[data-links]")?.dataset.links ?? "";
    return /(?:^| )(?:number|row):(\S+)/.exec(links)?.[1] ?? null;
  };
  // Scrolls the table, never the page, until the row can be seen. On a narrow screen the table lies
  // far below and doesn't scroll by itself; there the line at the foot says what the row says.
  const reveal = (row) => {
    const side = row.closest(".side");
    const [inner, outer] = [row.getBoundingClientRect(), side.getBoundingClientRect()];
    const top = outer.top + side.querySelector("thead").offsetHeight;
    const bottom = Math.min(outer.bottom, innerHeight);
    if (inner.top < top) side.scrollTop -= top - inner.top;
    else if (inner.bottom > bottom) side.scrollTop += inner.bottom - bottom;
  };
  const point = (target) => {
    const quantity = startOf(target);
    show(quantity ?? chosen);
    if (quantity !== null && target.closest(".text")) reveal(document.getElementById("row-" + quantity));
  };
  const choose = (quantity) => {
    chosen = quantity;
    show(quantity);
  };

  document.addEventListener("pointerover", (event) => point(event.target));
  document.addEventListener("focusin", (event) => point(event.target));
  document.addEventListener("focusout", () => show(chosen));
  document.addEventListener("click", (event) => {
    const quantity = startOf(event.target);
    if (quantity === null) {
      if (!event.target.closest("a, summary")) choose(null);
      return;
    }
    event.preventDefault();
    choose(quantity);
    const row = document.getElementById("row-" + quantity);
    const number = document.getElementById("number-" + quantity);
    const inText = event.target.closest(".text") !== null;
    if (!inText) number.scrollIntoView({ block: "center" });
    // Enter on a link is a click without a press (detail 0): there the focus goes across too.
    if (event.detail === 0) (inText ? row.querySelector("a") : number).focus({ preventScroll: true });
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") choose(null);
  });
  const fromAddress = () => {
    const quantity = /^#(?:number|row)-(.+)$/.exec(location.hash)?.[1];
    if (parts.has(quantity)) choose(quantity);
  };
  addEventListener("hashchange", fromAddress);
  fromAddress();
})();
