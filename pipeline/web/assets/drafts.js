import { $, $$, ask, busy, sure, textOf } from "./page.js";

$("#begin")?.addEventListener("submit", (event) => {
  event.preventDefault();
  const form = event.currentTarget;
  busy($("button", form), async () => {
    const last_year = await textOf($("#last").files[0]);
    const begun = await ask("/api/drafts", { file: form.file.value, last_year, agreed: form.agreed?.checked ? form.agreed.value : "" });
    location.assign(`/writing/${begun.job}`);
  });
});

for (const button of $$("[data-remove]")) button.addEventListener("click", async () => {
  if (!(await sure("删去这份稿子？删了就找不回来。下载过的文件不受影响。"))) return;
  busy(button, async () => { await ask(`/api/draft/${button.dataset.remove}/remove`, {}); location.reload(); });
});
