"""Certificates trusted besides the system's: a site that shows one of them needs no remark."""

from dataclasses import replace
from pathlib import Path

import pytest

from crawler.authorities import AuthorityError, authorities
from reports.doctor import check_authorities
from tests.crawler.webs import FAST, StartWeb, crawl_into, school
from tests.faults.certificates import context


def public_part(pem: Path) -> Path:
    """What its publisher hands out: the certificate without the key."""
    text = pem.read_text()
    shared = pem.with_suffix(".crt")
    shared.write_text(text[text.index("-----BEGIN CERTIFICATE-----") :])
    return shared


def test_a_named_authority_is_trusted(start_web: StartWeb, tmp_path: Path) -> None:
    web = start_web(context("selfsigned", tmp_path))
    web.html("/", "<h1>Школа</h1>")
    shared = public_part(tmp_path / "selfsigned.pem")
    plain = crawl_into(tmp_path / "plain", school(web.url))
    assert plain.outcomes["sh1"].remarks == ("tls_untrusted",)
    trusting = crawl_into(tmp_path / "trusting", school(web.url), options=replace(FAST, authorities=str(shared)))
    assert trusting.outcomes["sh1"].remarks == ()
    assert trusting.outcomes["sh1"].pages == 1


def test_doctor_tells_what_is_trusted(tmp_path: Path) -> None:
    context("selfsigned", tmp_path)
    context("expired", tmp_path)
    assert check_authorities("").ok
    good = check_authorities(str(public_part(tmp_path / "selfsigned.pem")))
    assert good.ok
    assert "school.test" in good.detail
    assert not check_authorities(str(public_part(tmp_path / "expired.pem"))).ok
    assert not check_authorities(str(tmp_path / "nowhere.pem")).ok


def test_a_file_without_certificates_is_refused(tmp_path: Path) -> None:
    (tmp_path / "no.pem").write_text("сертификат")
    with pytest.raises(AuthorityError, match="PEM"):
        authorities(tmp_path / "no.pem")
