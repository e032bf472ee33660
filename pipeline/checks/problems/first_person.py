"""Who speaks: 我 and 本人, without 自我, 我国, 我院."""

from __future__ import annotations

import re

FIRST_PERSON = re.compile(r"(?<!自)我(?!们|国|县|市|镇|校|院|局|省|区|为群众)|本人")
