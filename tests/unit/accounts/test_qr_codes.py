"""The QR code holds the address, and nothing that the security policy would refuse."""

from apps.accounts.qr_codes import qr_svg


def test_qr_code_is_svg_without_styles() -> None:
    svg = qr_svg("https://example.org/i/abc/")
    assert svg.startswith('<svg class="qr" viewBox="0 0 ')
    assert "style" not in svg
    assert "<script" not in svg


def test_qr_code_has_a_quiet_zone_of_four() -> None:
    moves = qr_svg("https://example.org/i/abc/").split('d="')[1].split('"')[0].split("M")[1:]
    places = [tuple(int(number) for number in move.split("h")[0].split()) for move in moves]
    assert min(x for x, _ in places) == 4
    assert min(y for _, y in places) == 4
