// Answers to what is asked of a report, kept as they are typed; and the rewriting, which a page loaded anew goes on waiting for.
import { $, $$, ask, busy, followed, hush, resting, sure, tell } from "./page.js";

const form = $("#rewrite"), saved = $("#saved");
const fields = $$("[data-answer]", form);
let number = Number(form.dataset.number), version = 0, stored = 0, under = Promise.resolve();

const api = (what) => `/api/rewrite/${form.dataset.id}/${what}`;
const answers = () => Object.fromEntries(fields.map((field) => [field.dataset.answer, field.value.trim()]));

function put(more = {}) {
  under = under.then(async () => {
    if (stored === version) return;
    const now = version;
    number = (await ask(api("answers"), { number, answers: answers() }, more)).number;
    stored = now;
    saved.className = "saved";
    saved.textContent = `已保存 ${new Date().toLocaleTimeString("zh-CN")}`;
    hush();
  }).catch((error) => { saved.className = "saved bad"; saved.textContent = "没有存上"; tell(error); });
  return under;
}
const later = resting(() => put());
form.addEventListener("input", () => { version += 1; saved.className = "saved"; saved.textContent = "正在填……"; later(); });
addEventListener("pagehide", () => { if (stored !== version) put({ keepalive: true }); });

// While it is being rewritten nothing can be typed: what is made shall be made of what stands there.
async function wait(job) {
  fields.forEach((field) => { field.disabled = true; });
  try {
    await followed(job, (event) => {
      if (event.kind === "Diagnosed") $("#now").textContent = "正在改……";
      if (event.kind === "ProblemsRewritten") $("#now").textContent = `改好 ${event.count} 个问题，${event.score} 分${event.round ? `（第 ${event.round + 1} 遍）` : ""}`;
      if (event.kind === "Notice") $("#now").textContent = event.text;
    });
    location.reload();
  } finally { fields.forEach((field) => { field.disabled = false; }); }
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const host = form.dataset.host;
  if (host && !(await sure(`改写时，原来的问题、你的回答和有关的事实会发给 ${host}。可以吗？（不想发，就先打开右上角的“离线”。）`))) return;
  busy($("#run"), async () => {
    await under;
    const begun = await ask(api("run"), { number, answers: answers(), agreed: host });
    stored = version;
    await wait(begun.job);
  }, "正在改写……");
});
if (form.dataset.job) busy($("#run"), () => wait(form.dataset.job), "正在改写……");
// What was typed before this ran, on a slow machine, or put back by the browser, is kept too.
else if (fields.some((field) => field.value !== field.defaultValue)) form.dispatchEvent(new Event("input"));
