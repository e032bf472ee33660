import { $, $$, ask, busy, sure } from "./page.js";

$("#take").addEventListener("submit", (event) => {
  event.preventDefault();
  busy($("button.main", event.currentTarget), async () => {
    const made = await ask(`/api/rewrites?facts=${encodeURIComponent($("#facts").value)}`, $("#old").files[0]);
    location.assign(`/rewrite/${made.id}`);
  }, "正在读……");
});

for (const button of $$("[data-remove]")) button.addEventListener("click", async () => {
  if (!(await sure("删去这次改写？报告和回答都从这里删掉。下载过的文件不受影响。"))) return;
  busy(button, async () => { await ask(`/api/rewrite/${button.dataset.remove}/remove`, {}); location.reload(); });
});
