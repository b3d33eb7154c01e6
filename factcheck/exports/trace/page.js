"use strict";
// What the script adds to a page that can be read without it: filters, and light or dark.
(() => {
  const root = document.documentElement;
  const all = (selector) => [...document.querySelectorAll(selector)];
  root.classList.add("live");
  const filters = all(".filter");
  filters.forEach((each) =>
    each.addEventListener("click", () => {
      each.setAttribute("aria-pressed", each.getAttribute("aria-pressed") !== "true");
      const wanted = filters.filter((one) => one.getAttribute("aria-pressed") === "true").map((one) => one.dataset.flag);
      all(".statement").forEach((row) => {
        const flags = row.dataset.flags.split(" ");
        row.classList.toggle("off", !wanted.every((flag) => flags.includes(flag)));
      });
      document.querySelector("#shown").textContent = all(".statement:not(.off)").length;
    }),
  );
  document.querySelector("#theme").addEventListener("click", () => {
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
  });
})();
