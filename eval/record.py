"""Record the replies of a model for the baselines and for our own writer: requests and replies as ``recordings/`` holds them.

    python eval/record.py one-prompt [CASE…]         needs SHUZHI_MODEL, OPENAI_API_KEY and, for other services, OPENAI_BASE_URL
    python eval/record.py plain-chain --print CASE   prints the prompt and sends nothing

Every case that has no recording yet is asked once; ``--again`` asks anew. Nothing is ever chosen among replies: the first one counts.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from pipeline import settings as settings_floor
from pipeline.evaluation.cases import Bench, Case
from pipeline.evaluation.contestants.plain import prompt_of
from pipeline.samples import own_reports

EVAL = Path(__file__).resolve().parent
BASELINES = ("one-prompt", "plain-chain")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("contestant", choices=BASELINES)
    parser.add_argument("cases", nargs="*")
    parser.add_argument("--print", action="store_true", dest="show")
    parser.add_argument("--again", action="store_true")
    chosen = parser.parse_intermixed_args()
    bench = Bench(EVAL, settings_floor.read().home / "evaluation", own_reports())
    for id_ in chosen.cases or list(bench.cases):
        case = bench.cases[id_]
        folder = EVAL / "recordings" / chosen.contestant / id_
        if chosen.show:
            print(prompt_of(chosen.contestant, case, bench))
        elif chosen.again or not folder.is_dir():
            record(chosen.contestant, case, bench, folder)
            print(f"{chosen.contestant} {id_}: recorded")


def record(contestant: str, case: Case, bench: Bench, folder: Path) -> None:
    """Ask once and write request, reply and usage down."""
    from openai import OpenAI

    chosen = settings_floor.read()
    if not chosen.model:
        raise SystemExit("set SHUZHI_MODEL")
    client = OpenAI(api_key=chosen.api_key.get_secret_value() if chosen.api_key else "none", base_url=chosen.base_url, timeout=chosen.timeout)
    request: dict[str, Any] = {
        "model": chosen.model,
        "temperature": chosen.temperature,
        "messages": [{"role": "user", "content": prompt_of(contestant, case, bench)}],
    }
    reply = client.chat.completions.create(**request)
    usage = reply.usage.model_dump(include={"prompt_tokens", "completion_tokens", "total_tokens"}) if reply.usage else {}
    found = {"task": "整篇报告", "request": request, "reply": reply.choices[0].message.content or "", "usage": usage}
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "01-report.json").write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
