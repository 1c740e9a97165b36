"""The city as a whole: every host with its addresses and answers, in memory."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

from sample_city.answers import NOT_FOUND, Answer, answer, redirect, troubled
from sample_city.builders import BUILDERS
from sample_city.builders.base import Builder
from sample_city.site import compose
from sample_city.sources import NOISE, SchoolSource, load_schools

FIRST_PORT = 18101
# Behaviours: nothing listens; a handshake is refused and so is plain speech.
DOWN, NO_TLS = "down", "no_tls"
# Behaviour -> what the server says to every address, robots.txt too.
REFUSALS = {"unavailable": (503, "503 Service Temporarily Unavailable"), "forbidden": (403, "403 Forbidden")}


@dataclass(frozen=True, kw_only=True)
class City:
    """Institutions, the origins (`http://127.0.0.1:18101`) their hosts are served under, what builds their sites."""

    schools: tuple[SchoolSource, ...] = field(default_factory=load_schools)
    builders: Mapping[str, type[Builder]] = field(default_factory=lambda: BUILDERS)
    noise: Path = NOISE
    origins: Mapping[str, str] = field(default_factory=dict)

    def hosts(self) -> tuple[str, ...]:
        """Every host, aliases too, in the order of their ports; institutions may share one."""
        names = [host for school in self.schools for host in (school.host, school.alias_host) if host]
        return tuple(dict.fromkeys(names))

    def origin(self, host: str) -> str:
        return self.origins.get(host) or f"http://127.0.0.1:{FIRST_PORT + self.hosts().index(host)}"

    def silent_hosts(self) -> frozenset[str]:
        """Hosts where nothing listens."""
        return frozenset(school.host for school in self.schools if school.behaviour == DOWN)

    def deaf_hosts(self) -> frozenset[str]:
        """Hosts that end every connection with a refused handshake."""
        return frozenset(school.host for school in self.schools if school.behaviour == NO_TLS)

    def builder(self, school: SchoolSource) -> Builder:
        alias = self.origin(school.alias_host) if school.alias_host else ""
        return self.builders[school.builder](compose(school, self.noise), self.origin(school.host), alias)

    def build(self) -> dict[str, dict[str, Answer]]:
        """host -> path with query -> answer; `*` is a host's answer to any other path; silent hosts have no paths."""
        sites: dict[str, dict[str, Answer]] = {host: {} for host in self.hosts()}
        for school in self.schools:
            answers = self._answers(school)
            sites[school.host] |= answers
            if school.alias_host:
                sites[school.alias_host] |= answers
            if school.base_path:
                sites[school.host][school.base_path] = redirect(f"{school.base_path}/")
        for host in self._shared_hosts():
            sites[host]["/"] = self._front_page(host)
        return sites

    def _shared_hosts(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(school.host for school in self.schools if school.base_path))

    def _front_page(self, host: str) -> Answer:
        """The page of a shared host that belongs to none of its institutions."""
        guests = [school for school in self.schools if school.host == host]
        links = "<br>".join(f'<a href="{school.base_path}/">{escape(school.short_name)}</a>' for school in guests)
        return answer(f"<html><body>{links}</body></html>".encode(), "text/html; charset=utf-8")

    def _answers(self, school: SchoolSource) -> dict[str, Answer]:
        if school.behaviour in (DOWN, NO_TLS):
            return {}
        if school.behaviour in REFUSALS:
            status, title = REFUSALS[school.behaviour]
            body = f"<html><head><title>{title}</title></head><body>nginx</body></html>".encode()
            return {NOT_FOUND: answer(body, "text/html", status=status)}
        if school.behaviour in ("silent", "scripted"):
            return {NOT_FOUND: troubled(Answer(), school.behaviour), "/robots.txt": answer(b"", "text/plain")}
        return self.builder(school).build()
