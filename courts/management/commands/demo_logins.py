"""``manage.py demo_logins``: who can log in with the demo password, by court and post."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from courts.management.base import CourtCommand
from courts.people.models import Person, Post
from courts.people.selectors import in_force, roles


class Command(CourtCommand):
    help = gettext_lazy("列出演示登录名。演示数据之外没有演示口令。")

    def handle(self, **options: Any) -> None:
        password = getattr(settings, "DEMO_PASSWORD", "")
        encoded = _shared_password()
        if not password or not encoded or not check_password(password, encoded):
            self.stdout.write(_("没有演示登录名。"))
            return
        self.table([(_("法院"), _("职务"), _("登录名"), _("姓名")), *_rows(encoded)])
        self.stdout.write("\n" + _("口令都是 %(password)s（只用于演示）。") % {"password": password})


def _shared_password() -> str:
    """Demo people share one encoded password; nobody else's can be the same, for it is salted."""
    shared = Person.objects.values("password").annotate(number=Count("pk")).filter(number__gt=1)
    return str(shared.order_by("-number").values_list("password", flat=True).first() or "")


def _rows(encoded: str) -> list[tuple[str, str, str, str]]:
    """One line a court and post: the first login, and how many more there are."""
    order = {rule.code: rule.order for rule in roles()}
    names = {rule.code: rule.name(get_language() or "zh") for rule in roles()}
    english = (get_language() or "zh").startswith("en")
    posts = Post.objects.filter(in_force(timezone.localdate()), person__password=encoded)
    found = sorted(
        posts.select_related("court", "person"),
        key=lambda post: (post.court.code, order[post.role], len(post.person.username), post.person.username),
    )
    rows = []
    for (court, role), held in groupby(found, key=lambda post: (post.court, post.role)):
        people = list(dict.fromkeys(post.person for post in held))
        more = f" … {people[-1].username}" if len(people) > 1 else ""
        name = court.name_en if english and court.name_en else court.name
        rows.append((f"{name} {court.code}", names[role], people[0].username + more, people[0].name))
    return rows
