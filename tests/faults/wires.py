"""N3-N23, N44: connections that break, stall or lie about what they carry."""

import asyncio
import gzip
import zlib

from tests.faults.catalogue import fault
from tests.faults.server import Call, Handler


@fault("N3")
async def never_answers(call: Call) -> None:
    await call.silence()


@fault("N4")
async def reset_before_headers(call: Call) -> None:
    await call.reset()


@fault("N4-twice")
async def reset_twice_then_well(call: Call) -> None:
    await (call.reset() if call.tries <= 2 else call.ordinary())


@fault("N5")
async def reset_within_announced_length(call: Call) -> None:
    await call.send(_sized(call, len(call.body)), _half(call))
    await call.reset()


@fault("N5-once")
async def reset_once_then_well(call: Call) -> None:
    await (reset_within_announced_length(call) if call.tries == 1 else call.ordinary())


@fault("N6")
async def reset_without_length(call: Call) -> None:
    await call.send(_unsized(call), _half(call))
    await call.reset()


@fault("N7")
async def closed_without_length_but_whole(call: Call) -> None:
    await call.send(_unsized(call), call.body)


@fault("N8")
async def closed_without_length_in_the_middle(call: Call) -> None:
    await call.send(_unsized(call), _half(call))


@fault("N9")
async def length_too_large(call: Call) -> None:
    await call.send(_sized(call, len(call.body) + 5000), call.body)


@fault("N9-half")
async def length_right_body_half(call: Call) -> None:
    await call.send(_sized(call, len(call.body)), _half(call))


@fault("N10")
async def length_too_small(call: Call) -> None:
    await call.send(_sized(call, len(call.body) // 2), call.body)


@fault("N11")
async def two_lengths(call: Call) -> None:
    await call.send(call.head(f"Content-Type: {call.type}", "Content-Length: 10", "Content-Length: 20"), call.body)


@fault("N11-negative")
async def negative_length(call: Call) -> None:
    await call.send(_sized(call, -1), call.body)


@fault("N12")
async def length_and_chunks(call: Call) -> None:
    head = call.head(f"Content-Type: {call.type}", "Content-Length: 10", "Transfer-Encoding: chunked")
    await call.send(head, b"%x\r\n" % len(call.body), call.body, b"\r\n0\r\n\r\n")


@fault("N13")
async def chunk_of_no_size(call: Call) -> None:
    await call.send(_chunked(call), b"%x\r\n" % (len(call.body) // 2), _half(call), b"\r\nzz\r\n", call.body)


@fault("N13-unended")
async def no_last_chunk(call: Call) -> None:
    await call.send(_chunked(call), b"%x\r\n" % (len(call.body) // 2), _half(call), b"\r\n")


@fault("N14")
async def a_byte_now_and_then(call: Call) -> None:
    await call.send(_sized(call, len(call.body)))
    await _drip(call, b"x")


@fault("N15")
async def headers_without_end(call: Call) -> None:
    await call.send(b"HTTP/1.1 200 OK\r\n")
    await _drip(call, b"X-Header: yes\r\n" * 100)


@fault("N16-line")
async def header_of_200_kB(call: Call) -> None:
    await call.answer(call.body, "X-Long: " + "x" * 200_000)


@fault("N16-many")
async def headers_20_000(call: Call) -> None:
    await call.answer(call.body, *("X-Header: yes" for _ in range(20_000)))


@fault("N17")
async def garbage(call: Call) -> None:
    await call.send(b"\x00\x01\x02SSH-2.0-OpenSSH_9.2\r\n\r\n\xff\xfe")


@fault("N17-old")
async def answer_without_head(call: Call) -> None:
    await call.send(call.body)


@fault("N18")
async def empty_reply(call: Call) -> None:
    await call.send(b"")


@fault("N18-body")
async def empty_body(call: Call) -> None:
    await call.answer(b"")


@fault("N19")
async def gzip_cut_off(call: Call) -> None:
    packed = gzip.compress(call.body)
    await call.answer(packed[: len(packed) // 2], "Content-Encoding: gzip")


@fault("N20")
async def gzip_by_name_only(call: Call) -> None:
    await call.answer(call.body, "Content-Encoding: gzip")


@fault("N21")
async def packed_by_no_known_way(call: Call) -> None:
    await call.answer(zlib.compress(call.body)[::-1], "Content-Encoding: x-school")


def _packed_lies(name: str, packed: bytes, encoding: str) -> None:
    async def bomb(call: Call) -> None:
        await call.answer(packed, f"Content-Encoding: {encoding}")

    fault(name)(bomb)


_ZEROS = b" " * (60 * 1024 * 1024)
_BOMB = gzip.compress(_ZEROS, 9)
_packed_lies("N22-gzip", _BOMB, "gzip")
_packed_lies("N22-twice", gzip.compress(_BOMB, 9), "gzip, gzip")
_packed_lies("N22-deflate", zlib.compress(_ZEROS, 9), "deflate")
_packed_lies("N22-brotli", b"\xcf\xff\xff\x7f\xf8\x27\x00\xe2\xb1\x40\x20\xf7\xfe\x9f", "br")
_packed_lies("N22-zstd", b"\x28\xb5\x2f\xfd" + bytes(900), "zstd")
del _ZEROS


@fault("N23")
async def body_without_end(call: Call) -> None:
    await call.send(_unsized(call), call.body)
    while not call.gone:
        await call.send(b"<p>text</p>" * 20_000)


@fault("N44", everywhere=True)
async def down_after_three_answers(call: Call) -> None:
    await (call.ordinary() if sum(call.site.asked.values()) <= 3 else call.reset())


def _flaps() -> Handler:
    async def flaps(call: Call) -> None:
        await (call.reset() if 3 < sum(call.site.asked.values()) <= 5 else call.ordinary())

    return flaps


fault("N44-back", everywhere=True)(_flaps())


def _half(call: Call) -> bytes:
    return call.body[: len(call.body) // 2]


def _sized(call: Call, length: int) -> bytes:
    return call.head(f"Content-Type: {call.type}", f"Content-Length: {length}")


def _unsized(call: Call) -> bytes:
    return call.head(f"Content-Type: {call.type}")


def _chunked(call: Call) -> bytes:
    return call.head(f"Content-Type: {call.type}", "Transfer-Encoding: chunked")


async def _drip(call: Call, drop: bytes) -> None:
    while not call.gone:
        await call.send(drop)
        await asyncio.sleep(0.1)
