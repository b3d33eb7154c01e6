"use strict";
// What the script adds to a page that can be read without it: the card of a claim, the filters, the switches.
(() => {
  const root = document.documentElement;
  const one = (selector) => document.querySelector(selector);
  const all = (selector) => [...document.querySelectorAll(selector)];
  const words = JSON.parse(one("#words").textContent);
  const card = one("#card");
  const total = all(".note").length;
  let shown = null; // the number of the claim that the card shows
  let returning = false;
  let pinned = false; // whether it stays when the pointer leaves
  root.classList.add("live");

  // --- the card of a claim ---------------------------------------------------------------------------------
  const pieces = all("[data-at]").map((part) => ({ part, at: Number(part.dataset.at) }));
  const noteOf = (number) => one(`#note-${number}`);
  // The pieces of the article between offsets such as "10-31 40-52"; a piece never runs over one of them.
  const within = (spans) => {
    const places = (spans || "").split(" ").filter(Boolean).map((span) => span.split("-").map(Number));
    return pieces.filter(({ at }) => places.some(([start, end]) => start <= at && at < end)).map(({ part }) => part);
  };
  const partsOf = (number) => within(noteOf(number).dataset.spans);
  const mark = (number, on) => {
    const note = noteOf(number);
    for (const part of [note, one(`#ref-${number}`), ...partsOf(number)]) part?.classList.toggle("on", on);
    within(note.dataset.cue).forEach((part) => part.classList.toggle("as-cue", on));
    within(note.dataset.source).forEach((part) => part.classList.toggle("as-source", on));
  };
  const hide = () => {
    if (shown === null) return;
    mark(shown, false);
    shown = null;
    pinned = false;
    card.hidden = true;
  };
  const place = (anchor) => {
    // In the margin, level with the claim, where there is one; else under the claim, or above it where there is
    // no room. A phone puts it at its foot (the style sees to that).
    const claim = anchor.getBoundingClientRect();
    const row = anchor.closest(".row").getBoundingClientRect();
    const margin = one(".rows .margin")?.getBoundingClientRect();
    const beside = margin && margin.left > row.left + 100;
    const left = beside ? margin.left : Math.min(claim.left, root.clientWidth - card.offsetWidth - 12);
    const below = claim.bottom + 10 + card.offsetHeight < root.clientHeight;
    const free = below ? claim.bottom + 10 : claim.top - 10 - card.offsetHeight;
    const level = Math.min(claim.top, root.clientHeight - card.offsetHeight - 12);
    card.style.left = `${Math.max(12, Math.min(left, root.clientWidth - card.offsetWidth - 12)) + scrollX}px`;
    card.style.top = `${Math.max(8, beside ? level : free) + scrollY}px`;
  };
  const show = (number, pin) => {
    if (shown !== null && shown !== number) mark(shown, false);
    const note = noteOf(number);
    shown = number;
    pinned = pin;
    mark(number, true);
    card.className = `card ${[...note.classList].find((name) => name.startsWith("s-"))}${pin ? "" : " glance"}`;
    one("#card-number").textContent = `${number} / ${total}`;
    one("#card-quote").textContent = note.dataset.quote;
    const body = note.querySelector(".about").cloneNode(true);
    body.querySelector("details").open = true;
    const here = document.createElement("li");
    here.className = "node here";
    here.dataset.w = "article";
    here.textContent = words[root.lang].article;
    body.querySelector(".chain")?.prepend(here);
    one("#card-body").replaceChildren(body);
    card.hidden = false;
    const anchor = partsOf(number)[0] || one(`#ref-${number}`);
    place(anchor);
    // The foot of a phone may cover the very words that were touched: they move up above it.
    const covered = anchor.getBoundingClientRect().bottom - card.getBoundingClientRect().top + 12;
    if (pin && getComputedStyle(card).position === "fixed" && covered > 0) scrollBy(0, covered);
    if (pin) card.focus({ preventScroll: true });
  };
  const isShown = (part) =>
    !part.classList.contains("off") && !(one("#view-flagged")?.checked && part.classList.contains("unflagged"));
  const shownNotes = () => all(".note").filter(isShown);
  const step = (by) => {
    const open = shownNotes().map((note) => Number(note.dataset.claim));
    if (!open.length) return;
    const here = open.indexOf(shown);
    const next = open[(here + by + open.length) % open.length];
    (partsOf(next)[0] || one(`#ref-${next}`)).scrollIntoView({ block: "center" });
    show(next, true);
  };
  const close = () => {
    const back = shown !== null && pinned && one(`#ref-${shown}`);
    hide();
    returning = true; // or the focus that goes back would open the card again
    if (back) back.focus({ preventScroll: true });
    returning = false;
  };
  const numberAt = (target) => {
    const part = target.closest?.(".claim, .ref");
    return part && isShown(part) ? Number(part.dataset.claim) : null;
  };

  document.addEventListener("click", (event) => {
    const number = numberAt(event.target);
    if (number !== null) {
      event.preventDefault();
      show(number, true);
    } else if (pinned && (!card.contains(event.target) || event.target.closest("a"))) hide();
  });
  document.addEventListener("pointerover", (event) => {
    if (pinned || event.pointerType !== "mouse") return;
    const number = numberAt(event.target);
    if (number !== null) show(number, false);
    else if (!card.contains(event.target)) hide();
  });
  document.addEventListener("focusin", (event) => {
    if (returning) return;
    if (event.target.matches?.(".ref") && !pinned) show(Number(event.target.dataset.claim), false);
    else if (!card.contains(event.target)) hide();
  });
  document.addEventListener("keydown", (event) => {
    if (shown === null) return;
    if (event.key === "Escape") close();
    if (pinned && event.key === "ArrowRight") step(1);
    if (pinned && event.key === "ArrowLeft") step(-1);
  });
  one("#close").addEventListener("click", close);
  one("#next").addEventListener("click", () => step(1));
  one("#previous").addEventListener("click", () => step(-1));

  // --- the filters: any of the chosen in each group, all of the groups ---------------------------------------
  const filters = all(".filter");
  const views = all(".view input");
  const count = () => {
    hide();
    one("#shown").textContent = shownNotes().length;
  };
  const apply = () => {
    const chosen = new Map();
    for (const each of filters.filter((one) => one.getAttribute("aria-pressed") === "true")) {
      chosen.set(each.dataset.group, [...(chosen.get(each.dataset.group) || []), each.dataset.filter]);
    }
    const fits = (facets) => [...chosen.values()].every((any) => any.some((facet) => facets.includes(facet)));
    all("[data-facets]").forEach((part) => part.classList.toggle("off", !fits(part.dataset.facets.split(" "))));
    one("#reset").hidden = !chosen.size;
    // Who asks for a source wants all that it says, flagged or not.
    if (chosen.size) one("#view-all").checked = true;
    count();
    const first = chosen.size && shownNotes()[0];
    if (first) (partsOf(Number(first.dataset.claim))[0] || first).scrollIntoView({ block: "center" });
  };
  filters.forEach((each) => {
    each.addEventListener("click", () => {
      each.setAttribute("aria-pressed", each.getAttribute("aria-pressed") !== "true");
      apply();
    });
  });
  one("#reset").addEventListener("click", () => {
    filters.forEach((each) => each.setAttribute("aria-pressed", "false"));
    apply();
    filters[0]?.focus();
  });
  views.forEach((each) => each.addEventListener("change", count));
  count(); // a browser that comes back to the page may have kept the view

  // --- the switches --------------------------------------------------------------------------------------------
  all(".more").forEach((each) => {
    each.addEventListener("click", () => {
      const open = one(`#${each.getAttribute("aria-controls")}`).classList.toggle("open");
      each.setAttribute("aria-expanded", open);
    });
  });
  const speak = (language) => {
    root.lang = language;
    all("[data-w]").forEach((each) => {
      each.textContent = words[language][each.dataset.w];
      if (each.hasAttribute("lang")) each.lang = language;
    });
    all("[data-wl]").forEach((each) => each.setAttribute("aria-label", words[language][each.dataset.wl]));
  };
  one("#language").addEventListener("click", () => {
    const codes = Object.keys(words);
    speak(codes[(codes.indexOf(root.lang) + 1) % codes.length]);
  });
  one("#theme").addEventListener("click", () => {
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
  });
  one("#print").addEventListener("click", () => print());
})();
