import { $, $$, ask, busy, make, sure } from "./page.js";

const STATUS = { added: "收进来了", known: "库里已经有", dropped: "不像述职报告，没有收", failed: "读不了" };

// The first search builds the index, which takes a few seconds.
$("form[role=search]").addEventListener("submit", (event) => { const button = $("button", event.currentTarget); button.textContent = "正在找……（第一次要准备几秒）"; });

$("#add").addEventListener("change", async (event) => {
  const input = event.currentTarget, list = $("#outcomes");
  list.replaceChildren();
  let added = false;
  for (const file of input.files) {
    const line = make("li", { textContent: `${file.name}：正在读……` });
    list.append(line);
    try {
      const told = await ask("/api/samples", file);
      added ||= told.outcomes.some((o) => o.status === "added");
      line.textContent = told.outcomes.map((o) => `${o.file}：${STATUS[o.status]}${o.unit_types.length ? `（${o.unit_types.join("、")}，${o.year}）` : ""}${o.why ? `。${o.why}` : ""}${o.hint ? `。${o.hint}` : ""}`).join("；");
    } catch (error) { line.textContent = `${file.name}：${error.message}。${error.told?.hint ?? ""}`; line.className = "bad"; }
  }
  input.value = "";
  if (added) list.append(make("li", {}, make("a", { href: "/samples", textContent: "刷新，看看现在有哪些" })));
});

for (const button of $$("[data-remove]")) button.addEventListener("click", async () => {
  if (!(await sure("删去这份样本？"))) return;
  busy(button, async () => { await ask(`/api/samples/${button.dataset.remove}/remove`, {}); location.reload(); });
});
