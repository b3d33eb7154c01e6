"use strict";
// What the script adds to a form that works without it: the answer in place, dropping, copying, the switches.
(() => {
  const root = document.documentElement;
  const one = (selector) => document.querySelector(selector);
  const all = (selector) => [...document.querySelectorAll(selector)];
  const words = JSON.parse(one("#words").textContent);
  const [form, text, file, report] = ["#form", "#text", "#file", "#report"].map(one);
  const say = (key) => words[root.lang][key];
  let answer = null; // the last report, with its exports
  let running = null; // what stops the request under way
  root.classList.add("live");

  // --- asking ------------------------------------------------------------------------------------------------
  const busy = (on) => {
    one("#go").disabled = on;
    one("#stop").hidden = !on;
    one("#status").textContent = on ? say("working") : "";
  };
  const fail = (words) => {
    one("#fault").textContent = words;
    (text.value ? one("#go") : text).focus();
  };
  const answered = (on) => {
    root.classList.toggle("answered", on);
    one("#asking").hidden = on;
    report.hidden = !on;
  };
  const show = (found) => {
    answer = found;
    one("#page").srcdoc = found.exports.html;
    answered(true);
    one("#copied").textContent = say("done");
    report.focus();
    scrollTo(0, 0);
  };
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    one("#fault").textContent = "";
    if (!text.value.trim() && !file.files.length) return fail(say("empty"));
    const body = new FormData(form);
    ["html", "markdown"].forEach((name) => body.append("exports", name));
    running = new AbortController();
    busy(true);
    try {
      const response = await fetch(new URL(`attribute?interface=${root.lang}`, form.action), { method: "POST", body, signal: running.signal });
      const found = await response.json();
      busy(false);
      if (response.ok) show(found);
      else fail(found.detail);
    } catch (error) {
      busy(false);
      fail(say(error.name === "AbortError" ? "stopped" : "unreachable"));
    }
  });
  one("#stop").addEventListener("click", () => running.abort());
  one("#again").addEventListener("click", () => {
    answered(false);
    one("#page").removeAttribute("srcdoc");
    answer = null;
    text.focus();
  });

  // --- files -------------------------------------------------------------------------------------------------
  // The text counts, or the file, whichever came last.
  file.addEventListener("change", () => { if (file.files.length) text.value = ""; });
  text.addEventListener("input", () => { file.value = ""; });
  addEventListener("dragover", (event) => {
    event.preventDefault();
    form.classList.add("dropping");
  });
  addEventListener("dragleave", () => form.classList.remove("dropping"));
  addEventListener("drop", (event) => {
    event.preventDefault();
    form.classList.remove("dropping");
    const dropped = event.dataTransfer.getData("text/plain");
    if (event.dataTransfer.files.length) {
      file.files = event.dataTransfer.files;
      text.value = "";
      one("#go").focus();
    } else if (dropped) {
      text.value = dropped;
      file.value = "";
    }
  });

  // --- copying -----------------------------------------------------------------------------------------------
  const forms = {
    json: () => JSON.stringify(answer, (key, value) => (key === "exports" ? undefined : value), 2),
    html: () => answer.exports.html,
    markdown: () => answer.exports.markdown,
  };
  const copy = async (words) => {
    // Only pages of this machine and of HTTPS have the new way.
    if (navigator.clipboard) return navigator.clipboard.writeText(words);
    const box = document.createElement("textarea");
    box.value = words;
    document.body.append(box);
    box.select();
    const done = document.execCommand("copy");
    box.remove();
    if (!done) throw new Error();
  };
  all("[data-copy]").forEach((button) => {
    button.addEventListener("click", async () => {
      const told = one("#copied");
      try {
        await copy(forms[button.dataset.copy]());
        told.textContent = `${say("copied")} ${button.textContent}`;
      } catch {
        told.textContent = say("not_copied");
      }
      button.focus();
    });
  });

  // --- the switches ------------------------------------------------------------------------------------------
  one("#language-switch").addEventListener("click", (event) => {
    event.preventDefault(); // or what was pasted would be lost
    const codes = Object.keys(words);
    const language = codes[(codes.indexOf(root.lang) + 1) % codes.length];
    root.lang = language;
    document.title = words[language].heading;
    all("[data-w]").forEach((each) => (each.textContent = words[language][each.dataset.w]));
    all("[data-wl]").forEach((each) => each.setAttribute("aria-label", words[language][each.dataset.wl]));
    all("[data-wp]").forEach((each) => (each.placeholder = words[language][each.dataset.wp]));
    all("[data-wt]").forEach((each) => (each.title = words[language][each.dataset.wt]));
    one("#fault").textContent = one("#copied").textContent = "";
  });
  one("#theme").addEventListener("click", () => {
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
  });
})();
