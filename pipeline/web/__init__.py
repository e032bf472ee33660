"""The local page: a door over the same flows as the commands. It listens on this machine only and fetches nothing from outside.

``serving`` opens the door, ``guard`` minds who comes in, ``app`` knows the ways, one ``*_pages`` module a page; ``desk`` holds what lies open
while the door is. What a page shows stands in ``templates``, what it does in the browser in ``assets``.
"""
