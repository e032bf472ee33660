// A draft on the desk: what each sentence rests on, answers to what is missing, the user's own words with the checks following.
import { $, $$, ask, busy, followed, hush, make, resting, sure, tell } from "./page.js";

const desk = $("#draft");
const paper = $("#paper");
const facts = JSON.parse($("#facts").textContent);
const saved = $("#saved");
let number = Number(desk.dataset.number);

const api = (what) => `/api/draft/${desk.dataset.id}/${what}`;
const placeOf = (element) => ({ number, kind: element.closest("[data-kind]:not(.s)").dataset.kind, item: Number(element.closest("[data-item]")?.dataset.item ?? -1) });

// What a sentence rests on

const KINDS = { fact: "讲的是你给的事实：", reading: "从你给的事实里看出来的：", stance: "这一句是态度或过渡，不讲具体的事。", proposal: "这一句是替你拟的，没有你给的事实。", gap: "这里缺你的事实。" };
const said = $$(".s", paper).filter((s) => !s.closest(".legend"));
if (said[0]) said[0].tabIndex = 0;

function basis(sentence) {
  $$(".s.on", paper).forEach((s) => s.classList.remove("on"));
  sentence.classList.add("on");
  said.forEach((s) => { s.tabIndex = s === sentence ? 0 : -1; });
  const { kind, question } = sentence.dataset;
  const ids = sentence.dataset.facts ? sentence.dataset.facts.split("\n") : [];
  const parts = [make("p", { textContent: kind === "proposal" && ids.length ? "从你给的数字里看出来的，要你点头：" : KINDS[kind] ?? "" })];
  if (ids.length) parts.push(make("dl", {}, ...ids.flatMap((id) => [make("dt", { textContent: id + (facts[id]?.when ? `（${facts[id].when}）` : "") }), make("dd", { textContent: facts[id]?.text ?? "这条事实已经不在事实文件里了" })])));
  if (question) parts.push(make("p", {}, make("strong", { textContent: question })), agree(sentence));
  if (kind === "gap") parts.push(make("p", { className: "dim", textContent: "在“要补充的”里写上回答，这一部分会重写。" }));
  $("#basis-in").replaceChildren(...parts);
}

function agree(sentence) {
  const yes = make("button", { type: "button", className: "main", textContent: "是这样，留下" });
  const no = make("button", { type: "button", textContent: "不是，删去" });
  for (const [button, answer] of [[yes, "yes"], [no, "no"]]) button.onclick = () => busy(button, async () => {
    await ask(api("settle"), { ...placeOf(sentence), sentence: Number(sentence.dataset.n), answer });
    again(sentence.closest("section").id);
  });
  return make("div", { className: "buttons" }, yes, no);
}

paper.addEventListener("focusin", (event) => { if (event.target.matches(".s") && !event.target.closest(".legend")) basis(event.target); });
paper.addEventListener("mouseover", (event) => { if (event.target.matches(".s") && !event.target.closest(".legend") && !paper.contains(document.activeElement)) basis(event.target); });
paper.addEventListener("click", (event) => { if (event.target.matches(".s") && !event.target.closest(".legend")) event.target.focus(); });
paper.addEventListener("keydown", (event) => {
  const at = said.indexOf(event.target);
  if (at < 0) return;
  const to = { ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1, Home: 0, End: said.length - 1 }[event.key];
  if (to === undefined || !said[to]) return;
  event.preventDefault();
  said[to].focus();
});
$("#next-proposal")?.addEventListener("click", () => {
  const open = said.filter((s) => s.dataset.question);
  const at = open.indexOf($(".s.on", paper));
  open[(at + 1) % open.length]?.focus();
});

/** Load the page anew at the part `id`: the server has the whole draft, and the reader should stay where they were. */
function again(id) {
  sessionStorage.setItem(`at-${desk.dataset.id}`, JSON.stringify({ id, top: document.getElementById(id)?.getBoundingClientRect().top ?? 0 }));
  location.reload();
}
try {
  const at = JSON.parse(sessionStorage.getItem(`at-${desk.dataset.id}`) ?? "null");
  sessionStorage.removeItem(`at-${desk.dataset.id}`);
  const there = at && document.getElementById(at.id);
  if (there) { scrollBy(0, there.getBoundingClientRect().top - at.top); there.tabIndex = -1; there.focus({ preventScroll: true }); }
} catch { /* a place that cannot be read is no place */ }

// Writing a part again

const finished = (job) => followed(job, (event) => {
  if (event.kind === "SectionFinished") saved.textContent = `${event.heading}写好了`;
  if (event.kind === "IndexProgress") saved.textContent = "正在准备样本……";
});

// What would leave this machine is said before it leaves, once for each service.
const host = desk.dataset.host;
const maySend = async () => !host || sure(`重写时，事实文件的内容会发给 ${host}。可以吗？（不想发，就先打开右上角的“离线”。）`);

const overwrites = async (kind) => !$(`#s-${kind}`)?.dataset.changed || sure("这一部分你动手改过。重写会换掉你改的字，要继续吗？");

for (const button of $$("[data-redo]", paper)) button.addEventListener("click", async () => {
  const section = button.closest("section");
  if (!(await overwrites(section.dataset.kind)) || !(await maySend())) return;
  busy(button, async () => { await finished((await ask(api("redo"), { number, agreed: host, kind: section.dataset.kind })).job); again(section.id); }, "正在重写……");
});

// The version to be read out stands among the downloads once it is written.
$("#oral")?.addEventListener("click", async (event) => {
  const button = event.currentTarget;
  if (!(await maySend())) return;
  busy(button, async () => {
    await finished((await ask(api("oral"), { number, agreed: host })).job);
    sessionStorage.setItem(`oral-${desk.dataset.id}`, "open");
    location.reload();
  }, "正在写……");
});
if (sessionStorage.getItem(`oral-${desk.dataset.id}`)) { sessionStorage.removeItem(`oral-${desk.dataset.id}`); $(".menu").open = true; }

for (const entry of $$("[data-todo]")) $("[data-answer]", entry).addEventListener("click", async (event) => {
  const area = $("textarea", entry), kind = entry.dataset.kind, button = event.currentTarget;
  if (!(await overwrites(kind)) || !(await maySend())) return;
  busy(button, async () => {
    await finished((await ask(api("answer"), { number, agreed: host, kind, question: area.dataset.question, answer: area.value })).job);
    sessionStorage.removeItem(draftKey(area));
    again(`s-${kind}`);
  }, "正在重写……");
});

// Answers not yet sent survive a reload of the page.
const draftKey = (area) => `answer-${desk.dataset.id}-${area.dataset.question}`;
for (const area of $$("[data-todo] textarea")) {
  area.value = sessionStorage.getItem(draftKey(area)) ?? "";
  area.addEventListener("input", () => sessionStorage.setItem(draftKey(area), area.value));
}

// The user's own words

for (const button of $$("[data-retitle]", paper)) button.addEventListener("click", () => {
  const section = button.closest("section"), heading = $("[data-heading]", section);
  const field = make("input", { value: heading.textContent });
  field.setAttribute("aria-label", "这一部分的标题");
  const done = make("button", { type: "button", className: "main", textContent: "好了" });
  const box = make("div", { className: "editor" }, field, make("div", { className: "buttons" }, done));
  button.closest(".section-head").after(box);
  button.disabled = true;
  field.focus();
  const put = () => busy(done, async () => { await ask(api("heading"), { number, kind: section.dataset.kind, heading: field.value }); again(section.id); });
  done.onclick = put;
  field.onkeydown = (event) => { if (event.key === "Enter") put(); if (event.key === "Escape") { box.remove(); button.disabled = false; button.focus(); } };
});

for (const button of $$("[data-edit]", paper)) button.addEventListener("click", () => edit(button));

function edit(button) {
  const item = button.closest(".item"), prose = $("[data-prose]", item);
  const heading = $("[data-item-heading]", item);
  const title = make("input", { value: heading?.textContent ?? "" });
  const area = make("textarea", { value: $("[data-source]", item).value, rows: 6 });
  area.setAttribute("aria-label", "这一段的文字");
  const done = make("button", { type: "button", className: "main", textContent: "好了" });
  const undo = make("button", { type: "button", textContent: "恢复成改之前的" });
  const notes = make("ul", { className: "notes" });
  notes.setAttribute("aria-live", "polite");
  const box = make("div", { className: "editor" }, ...(heading ? [make("label", {}, "小标题", title)] : []), area, notes, make("div", { className: "buttons" }, done, undo));
  const before = { heading: title.value, text: area.value };
  prose.hidden = true;
  button.hidden = true;
  prose.after(box);
  area.focus();
  let version = 0, stored = 0, under = Promise.resolve();
  const put = () => {
    const now = version;
    under = under.then(async () => {
      if (stored === version || !area.value.trim()) return;
      const told = await ask(api("item"), { ...placeOf(item), heading: title.value, text: area.value }, { keepalive: area.value.length < 10_000 });
      number = told.number;
      stored = now;
      $("#chars").textContent = told.chars;
      saved.className = "saved";
      saved.textContent = `已保存 ${new Date().toLocaleTimeString("zh-CN")}`;
      hush();
      notes.replaceChildren(...told.notes.map((n) => make("li", { className: `note ${n.level}` }, make("b", { textContent: n.message }), make("span", { textContent: `→ ${n.advice}` }))));
    }).catch((error) => { saved.className = "saved bad"; saved.textContent = "没有存上"; tell(error); });
    return under;
  };
  const later = resting(put);
  box.addEventListener("input", () => { version += 1; saved.textContent = "正在改……"; later(); });
  const end = async () => {
    if (!area.value.trim()) { if (!(await sure("这一段已经空了，要删去它吗？"))) return; version += 1; await under; await busy(done, async () => { await ask(api("item"), { ...placeOf(item), heading: title.value, text: "" }); again(item.closest("section").id); }); return; }
    await put();
    if (stored === version) again(item.closest("section").id);
  };
  done.onclick = end;
  undo.onclick = () => { title.value = before.heading; area.value = before.text; version += 1; end(); };
  addEventListener("pagehide", () => later.now());
}
