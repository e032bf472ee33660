// The facts form: what is typed is saved within a second, and what the checks say is shown beside the field it speaks of.
import { $, $$, ask, followed, make, Refused, resting, tell, hush } from "./page.js";

const form = $("#facts");
const name = form.dataset.name;
const saved = $("#saved");
let state = JSON.parse($("#state").textContent);
let base = state.revision;
let version = 0, stored = 0, saving = false, stopped = false;

const place = (values, path, value) => {
  const steps = path.split(".");
  const last = steps.pop();
  const inner = steps.reduce((map, step) => (map[step] ??= {}), values);
  inner[last] = value;
};

/** Rows with something in them, in order: the index of a row here is its index in the file. */
const filled = (list) => $$(`[data-list="${list}"] > [data-row]`, form).filter((row) => $$("[data-key]:not([type=hidden])", row).some((f) => f.value.trim()));

function collect() {
  const values = {};
  for (const field of $$("input[data-field], select[data-field]", form)) if (field.value.trim()) place(values, field.dataset.field, field.value.trim());
  const types = $$('[data-field="单位.类型"] input:checked', form).map((box) => box.value);
  if (types.length) place(values, "单位.类型", types.length === 1 ? types[0] : types);
  for (const area of $$("[data-lines]", form)) {
    const lines = area.value.split("\n").map((line) => line.trim()).filter(Boolean);
    if (lines.length) place(values, area.dataset.lines, lines);
  }
  const life = {};
  for (const field of $$("[data-life]", form)) if (field.value.trim()) life[field.dataset.life] = number(field.value);
  for (const row of $$("[data-life-row]", form)) {
    const key = $("[data-life-name]", row).value.trim();
    if (key) life[key] = number($("[data-life-count]", row).value);
  }
  if (Object.keys(life).length) values["组织生活"] = life;
  for (const list of ["事实", "上年整改", "问题"]) {
    const rows = filled(list).map((row) => Object.fromEntries($$("[data-key]", row).map((f) => [f.dataset.key, f.value.trim()]).filter(([, text]) => text)));
    if (rows.length) values[list] = rows;
  }
  const plans = filled("打算").map((row) => $("[data-key]", row).value.trim());
  if (plans.length) values["打算"] = plans;
  for (const key of ["年度", "字数"]) if (/^\d+$/.test(values[key] ?? "")) values[key] = Number(values[key]);
  return values;
}

const number = (text) => (/^\d{1,6}$/.test(text.trim()) ? Number(text.trim()) : text.trim());

async function save(more = {}) {
  if (saving || stopped || stored === version) return;
  saving = true;
  const now = version;
  saved.textContent = "正在保存……";
  try {
    state = await ask(`/api/facts/${encodeURIComponent(name)}`, { base, values: collect() }, more);
    base = state.revision;
    stored = now;
    saved.className = "saved";
    saved.textContent = `已保存 ${new Date().toLocaleTimeString("zh-CN")}`;
    hush();
    show();
  } catch (error) {
    failed(error);
  } finally {
    saving = false;
  }
  if (stored !== version && !stopped) later();
}

function failed(error) {
  saved.className = "saved bad";
  saved.textContent = "没有存上";
  if (error instanceof Refused && error.status === 409) {
    stopped = true;
    $("#conflict").hidden = false;
    $("#conflict-text").textContent = error.told.message;
    $("#conflict-hint").textContent = error.told.hint;
    $("#keep-mine").focus();
  } else {
    tell(error);
    // What is typed stays in the window; the next key, or the next try, saves it all.
    if (error instanceof Refused && error.status === 0) setTimeout(later, 3000);
  }
}

const later = resting(() => save());
const typed = () => { version += 1; saved.className = "saved"; saved.textContent = "正在填……"; later(); };

// What the server says

function show() {
  for (const box of $$(".remarks", form)) box.replaceChildren();
  for (const field of $$("[aria-invalid]", form)) field.removeAttribute("aria-invalid");
  for (const remark of state.remarks) beside(remark);
  for (const box of $$("[data-due]", form)) {
    const due = state.due[box.dataset.due];
    box.textContent = due ? `规定 ${due} 次` : "";
  }
  needs();
  asks();
  names();
}

function beside(remark) {
  const box = boxOf(remark.path);
  const words = remark.level === "missing" ? "这一项要填" : remark.message;
  box.append(make("p", { className: `remark ${remark.level}` }, words, ...(remark.advice ? [make("span", { textContent: remark.advice })] : [])));
  if (remark.level === "error") $("input, textarea, select", box.closest(".field") ?? make("i"))?.setAttribute("aria-invalid", "true");
}

/** The nearest place to say something about `path`: the field, the row, the part, the whole. */
function boxOf(path) {
  const [list, index, key] = path.split(".");
  const row = /^\d+$/.test(index ?? "") ? filled(list)[Number(index)] : undefined;
  if (row) return $(`[data-part="${key ?? "-"}"] .remarks`, row) ?? $(".row-remarks", row);
  if (list === "组织生活" && index) {
    const other = $$("[data-life-row]", form).find((r) => $("[data-life-name]", r).value.trim() === path.slice(5));
    if (other) return $(".remarks", other);
  }
  const exact = $$("[data-at]", form).find((field) => field.dataset.at === path);
  if (exact) return $(".remarks", exact);
  return $$("[data-at]", form).find((field) => field.dataset.at === list) ? $(".remarks", $$("[data-at]", form).find((f) => f.dataset.at === list)) : $("#r-whole");
}

const NAMED = { "单位": "单位名称", "单位.名称": "单位名称", "单位.类型": "单位类型", "述职人": "述职人职务", "述职人.职务": "述职人职务", "年度": "报告年度", "事实": "至少一条事实" };

function needs() {
  const missing = state.remarks.filter((r) => r.level === "missing" || r.level === "error");
  const doubtful = state.remarks.filter((r) => r.level === "warning");
  const told = [...new Set(missing.map((r) => (r.level === "missing" ? `要填：${NAMED[r.path] ?? r.message}` : r.message)))];
  const box = $("#needs");
  if (!told.length) box.replaceChildren(make("p", { textContent: doubtful.length ? `可以起草了。还有 ${doubtful.length} 处请留意，就在各条下面。` : "可以起草了。" }));
  else box.replaceChildren(make("ul", { className: "needs" }, ...told.map((text) => make("li", { textContent: text }))));
  $("#draft").classList.toggle("main", state.ready);
}

function asks() {
  $("#asks-panel").hidden = !state.asks.length;
  const open = (ask) => {
    const button = make("button", { type: "button", textContent: "写一条" });
    button.onclick = () => { const row = add("事实"); $('[data-key="主题"]', row).value = ask.theme; $('[data-key="内容"]', row).placeholder = ask.question; $('[data-key="内容"]', row).focus(); };
    return make("li", { className: "open" }, make("b", { textContent: ask.topic }), ask.question, make("br"), button);
  };
  const done = (ask) => make("li", { className: "done" }, make("b", { textContent: ask.topic }), make("span", { className: "out", textContent: "已经写到" }));
  // A button that is in use must not vanish under the finger.
  if ($("#asks").contains(document.activeElement)) return;
  $("#asks").replaceChildren(...state.asks.filter((a) => !a.answered).map(open), ...state.asks.filter((a) => a.answered).map(done));
}

// Rows

function add(list) {
  const rows = $(`[data-list="${list}"]`, form);
  const row = document.importNode(rows.parentElement.querySelector(":scope > template").content, true).firstElementChild;
  rows.append(row);
  names();
  $("textarea, input:not([type=hidden])", row).focus();
  return row;
}

/** Rows are named by their place, and so are their fields, for who cannot see them. */
function names() {
  for (const list of $$("[data-list]", form)) {
    $$(":scope > [data-row]", list).forEach((row, index) => {
      const called = `${$(".row-name", row).dataset.name} ${index + 1}`;
      $(".row-name", row).textContent = called;
      row.setAttribute("role", "group");
      row.setAttribute("aria-label", called);
    });
  }
}

form.addEventListener("input", typed);
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  const row = button.closest("[data-row], [data-life-row]");
  if (button.dataset.add) { add(button.dataset.add); return; }
  if (button.id === "add-life") {
    const made = document.importNode($("#life-row").content, true).firstElementChild;
    $("#life-rows").append(made);
    $("input", made).focus();
    return;
  }
  if ("drop" in button.dataset) {
    const next = row.nextElementSibling ?? row.previousElementSibling;
    const after = row.parentElement.parentElement.querySelector(".add");
    row.remove();
    (next ? $("textarea, input:not([type=hidden])", next) : after)?.focus();
  } else if ("up" in button.dataset && row.previousElementSibling) { row.previousElementSibling.before(row); button.focus(); }
  else if ("down" in button.dataset && row.nextElementSibling) { row.nextElementSibling.after(row); button.focus(); }
  else return;
  names();
  typed();
});

$("#keep-mine").addEventListener("click", async () => {
  try {
    const made = await ask(`/api/facts/${encodeURIComponent(name)}/copy`, { values: collect() });
    location.assign(`/facts/${encodeURIComponent(made.name)}`);
  } catch (error) { tell(error); }
});
$("#take-theirs").addEventListener("click", () => location.reload());
$("#draft").addEventListener("click", async (event) => {
  if (stored === version) return;
  event.preventDefault();
  await save();
  if (stored === version) location.assign(event.target.href);
});
// Material: read file by file, then looked through; what is found is shown on a page of its own, piece by piece.
$("#material-files").addEventListener("change", async (event) => {
  const input = event.currentTarget, said = $("#material-said");
  hush();
  input.disabled = true;
  try {
    while (saving) await new Promise((resolve) => setTimeout(resolve, 50));
    await save();
    if (stored !== version) return;
    const files = [];
    for (const file of input.files) {
      said.textContent = `正在读 ${file.name}……`;
      files.push((await ask(`/api/found/${encodeURIComponent(name)}/file`, file)).id);
    }
    said.textContent = "正在找……";
    const model = $("#with-model")?.checked ?? false;
    await followed((await ask(`/api/found/${encodeURIComponent(name)}`, { files, model, agreed: model ? $("#material").dataset.host : "" })).job);
    location.assign(`/found/${encodeURIComponent(name)}`);
  } catch (error) { tell(error); said.textContent = ""; } finally { input.disabled = false; input.value = ""; }
});

// The window closes: what was typed in the last moment goes out with it.
addEventListener("pagehide", () => { if (stored !== version && !stopped) save({ keepalive: true }); });

for (const list of ["事实", "问题"]) if (!$(`[data-list="${list}"] > [data-row]`, form)) {
  const rows = $(`[data-list="${list}"]`, form);
  rows.append(document.importNode(rows.parentElement.querySelector(":scope > template").content, true).firstElementChild);
}
show();
