"use strict";
(() => {
  const all = (what, where) => Array.from((where || document).querySelectorAll(what));
  const one = (what) => document.querySelector(what);

  document.documentElement.classList.add("scripted");

  const key = (cell) => (cell.dataset.k === undefined ? cell.textContent.trim() : cell.dataset.k);
  const sorted = (rows, place, kind, down) => {
    const told = rows.map((row) => [key(row.cells[place]), row]);
    const known = told.filter(([said]) => said !== "");
    const order = kind === "number"
      ? (a, b) => parseFloat(a[0].replace("−", "-")) - parseFloat(b[0].replace("−", "-"))
      : (a, b) => a[0].localeCompare(b[0], document.documentElement.lang);
    known.sort((a, b) => (down ? -order(a, b) : order(a, b)));
    return known.concat(told.filter(([said]) => said === "")).map(([, row]) => row);
  };
  for (const table of all("table.sortable")) {
    const heads = all("thead th", table), body = table.tBodies[0], rows = Array.from(body.rows);
    for (const head of heads.filter((each) => each.dataset.sort)) {
      const button = document.createElement("button");
      button.type = "button";
      button.setAttribute("aria-label", head.textContent.trim());
      head.append(" ", button);
      head.addEventListener("click", () => {
        const down = head.getAttribute("aria-sort") === "ascending";
        heads.forEach((each) => each.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        body.append(...sorted(rows, heads.indexOf(head), head.dataset.sort, down));
      });
    }
  }

  const filters = one(".filters");
  if (filters) {
    const find = one("#find"), group = one("#group"), grade = one("#grade"), open = one("#open");
    const rows = all("tr[data-u]");
    const apply = () => {
      const said = find.value.trim().toLowerCase();
      let number = 0;
      for (const row of rows) {
        const fits = row.cells[1].textContent.toLowerCase().includes(said)
          && (!group.value || row.dataset.group === group.value)
          && (!grade || !grade.value || row.dataset.grades.split("|").includes(grade.value))
          && (!open.checked || "open" in row.dataset);
        row.hidden = !fits;
        document.getElementById(row.dataset.u).hidden = !fits;
        number += fits;
      }
      for (const part of all(".group[data-group]")) {
        part.hidden = Boolean(group.value) && part.dataset.group !== group.value;
      }
      one("#shown").textContent = `${number} / ${rows.length}`;
    };
    filters.addEventListener("input", apply);
    filters.hidden = false;
    apply();
  }

  for (const [name, wanted] of [["open", true], ["shut", false]]) {
    for (const button of all(`button[data-${name}]`)) {
      button.parentElement.hidden = false;
      button.addEventListener("click", () => {
        all("details.mark", button.closest(".items")).forEach((each) => { each.open = wanted; });
      });
    }
  }

  const reveal = () => {
    const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    for (let each = target; each; each = each.parentElement) {
      if (each.tagName === "DETAILS") each.open = true;
    }
    if (target) target.scrollIntoView();
  };
  addEventListener("hashchange", reveal);
  reveal();

  let opened = [];
  addEventListener("beforeprint", () => {
    opened = all("details:not([open]):not(.unit)").filter((each) => !each.closest(".unit:not([open])"));
    opened.forEach((each) => { each.open = true; });
  });
  addEventListener("afterprint", () => { opened.forEach((each) => { each.open = false; }); });
})();
