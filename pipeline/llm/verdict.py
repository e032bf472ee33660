"""What a failed call means: try again, step down the ladder, leave a parameter out, give this request up, or give the endpoint up.

Pure functions over the service's own words. Wordings are of OpenAI, DeepSeek, DashScope (Qwen), GLM, Moonshot, Ark, vLLM, LM Studio and
Ollama as seen in their public issue threads; unknown ones fall to the status code.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.llm.records import Endpoint, Rung, Stop, Unsupported

if TYPE_CHECKING:
    from pipeline.llm.wire import Failure

_FILTERED = re.compile(
    r"content exists risk|data_?inspection_?failed|inappropriate content|content[_ ]?filter|content management policy|content[_ ]policy"
    r"|high[- ]risk|sensitive ?content|sensitive information|敏感|违规|不安全",
    re.IGNORECASE,
)
_FILTER_CODES = {"1301", "data_inspection_failed", "datainspectionfailed", "content_filter", "content_policy_violation", "sensitivecontentdetected"}
_UNPAID = re.compile(r"insufficient[_ ]?(quota|balance)|arrearage|余额不足|欠费", re.IGNORECASE)
_UNPAID_CODES = {"1113", "insufficient_quota", "arrearage"}
_NO_MODEL = re.compile(r"model[^.]{0,60}(not (exist|found)|does not exist|doesn't exist)|model_not_found|no such model|模型不存在", re.IGNORECASE)
_FORM = re.compile(
    r"response[_ ]?format|json[_ ]?schema|json[_ ]?object|json[ _]?mode|word 'json'|guided[_ ]?json|structured output|requested parameters",
    re.IGNORECASE,
)
_TOOLS = re.compile(r"tool|function[_ ]?call|\bfunctions?\b|requested parameters", re.IGNORECASE)
_FORMS = {Rung.JSON_SCHEMA: _FORM, Rung.JSON_OBJECT: _FORM, Rung.TOOLS: _TOOLS}
_PARAMETER = re.compile(
    r"unsupported|not support|does not support|unrecognized|unknown|not permitted|only the default|is allowed|extra inputs|instead", re.IGNORECASE
)
_THINKING = re.compile(r"enable[_ ]thinking.{0,60}(false|stream|非流式)", re.IGNORECASE)
_TRY_AGAIN = {408, 409, 425, 429}
_WRONG_FORM = {400, 404, 415, 422}  # 404: routers that find no provider for the requested parameters
MAX_WAIT = 20.0


@dataclass(frozen=True)
class Unusable:
    """No request to this endpoint will be answered until the user changes something."""

    message: str
    hint: str


@dataclass(frozen=True)
class Again:
    """Worth another try; ``wait`` in seconds where the service names it.

    ``reached``: the service itself answered. ``suspicion``: what it most likely means if it never gets better.
    """

    detail: str
    wait: float | None = None
    reached: bool = False
    suspicion: Unusable | None = None


@dataclass(frozen=True)
class Without:
    """The service does not take this parameter; leave it out (for max_tokens: under this name) and try at once.

    ``thinking``: the model thinks only in streams, and is told not to.
    """

    parameter: str


@dataclass(frozen=True)
class Halted:
    """The request will not be answered and asking again is useless; another request may be."""

    stop: Stop
    detail: str


Verdict = Again | Without | Halted | Unusable | Unsupported


def judge(failure: Failure, rung: Rung, endpoint: Endpoint) -> Verdict:
    """Return what to do about a failed call that was made on ``rung``."""
    if failure.kind == "timeout":
        return Again("等待应答超时")
    if failure.kind == "connection":
        return Again(f"连接不上或连接中断（{failure.words.rpartition('; ')[2][:100] or '原因不明'}）")
    if failure.status not in {401, 404} and _is_filtered(failure):
        return Halted(Stop.CONTENT_FILTER, f"被模型服务的内容审核拦下（{_said(failure)}）")
    if failure.status in _TRY_AGAIN or failure.status >= 500:
        # DashScope says insufficient_quota for too many tokens a minute too, so waiting comes first.
        suspicion = _unpaid(failure) if _is_unpaid(failure) else None
        return Again(f"服务繁忙或出错（{failure.status}）", _seconds(failure.retry_after), reached=True, suspicion=suspicion)
    if _is_unpaid(failure):
        return _unpaid(failure)
    return _wrong_request(failure, rung, endpoint)


def unreachable(endpoint: Endpoint, detail: str) -> Unusable:
    """Return what to tell when no call ever got through."""
    return Unusable(
        f"连不上模型服务 {endpoint.public_address}：{detail}",
        "请检查网络、代理和接口地址（一般以 /v1 结尾）；本地模型请确认服务已启动。也可以加 --offline 不用模型起草。",
    )


def _wrong_request(failure: Failure, rung: Rung, endpoint: Endpoint) -> Verdict:
    form = _FORMS.get(rung)
    if failure.status in _WRONG_FORM and form and form.search(failure.words):
        return Unsupported(rung, _said(failure))
    if failure.status in {401, 403, 404} or _NO_MODEL.search(failure.words):
        return _unusable(failure, endpoint)
    for parameter, name in (("temperature", "temperature"), ("max_tokens", r"max_(completion_)?tokens")):
        if re.search(name, failure.words) and _PARAMETER.search(failure.words):
            return Without(parameter)
    if _THINKING.search(failure.words):
        return Without("thinking")
    if failure.kind == "unreadable":
        return Again("应答不是聊天接口的格式" + (f"（{failure.words[:80]}）" if failure.words else ""))
    return Halted(Stop.REFUSED, f"模型服务不接受这次请求（{_said(failure)}）")


def _is_filtered(failure: Failure) -> bool:
    return failure.code.lower() in _FILTER_CODES or bool(_FILTERED.search(failure.words))


def _is_unpaid(failure: Failure) -> bool:
    return failure.status == 402 or failure.code.lower() in _UNPAID_CODES or bool(_UNPAID.search(failure.words))


def _unpaid(failure: Failure) -> Unusable:
    return Unusable(f"模型服务说额度或余额不足（{_said(failure)}）", "请到服务商处充值或更换 API Key；已完成的部分保留，重跑会接着做。")


def _unusable(failure: Failure, endpoint: Endpoint) -> Unusable:
    said = _said(failure)
    if failure.status == 401:
        return Unusable(f"模型服务不认所给的 API Key（{said}）", "请检查环境变量 OPENAI_API_KEY 是否写对、是否属于这个接口地址。")
    if failure.status == 403:
        return Unusable(f"这个 API Key 无权使用模型“{endpoint.model}”（{said}）", "请到服务商处开通这个模型，或用 --model 换一个。")
    return Unusable(
        f"模型服务 {endpoint.public_address} 上没有模型“{endpoint.model}”，或接口地址不对（{said}）",
        "请核对 --model 的名称和 --base-url 的地址（一般以 /v1 结尾）。",
    )


def _said(failure: Failure) -> str:
    words = failure.words.removeprefix(f"Error code: {failure.status}").removeprefix(" - ").strip()
    return f"{failure.status or '无状态码'} {words[:160]}".strip()


def _seconds(header: str) -> float | None:
    """Read Retry-After, in seconds or as an HTTP date, capped; None where absent or unreadable."""
    from datetime import UTC, datetime
    from email.utils import parsedate_to_datetime

    try:
        wait = float(header) if re.fullmatch(r"\d+(\.\d+)?", header) else (parsedate_to_datetime(header) - datetime.now(UTC)).total_seconds()
    except (ValueError, TypeError):
        return None
    return min(max(wait, 0.0), MAX_WAIT)
