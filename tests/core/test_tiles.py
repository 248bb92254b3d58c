# SPDX-License-Identifier: GPL-3.0-or-later
"""Tile files of others: cut to the area, told from their bytes, refused in a sentence."""

import sqlite3
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core import tiles
from desktop.core.tiles import NotTiles, Pack, TilesElsewhere, VectorTiles

PNG = b"\x89PNG\r\n\x1a\n" + b"p" * 40
JPEG = b"\xff\xd8\xff\xe0" + b"j" * 40
BOX = (-79.95, -2.25, -79.85, -2.15)


def made(path, found, **told):
    """Write an MBTiles file; ``found`` are (zoom, column, row from the north, bytes)."""
    with closing(sqlite3.connect(path)) as out:
        out.execute("CREATE TABLE metadata (name text, value text)")
        out.execute(
            "CREATE TABLE tiles (zoom_level integer, tile_column integer, tile_row integer,"
            " tile_data blob)"
        )
        out.executemany("INSERT INTO metadata VALUES (?, ?)", list(told.items()))
        out.executemany(
            "INSERT INTO tiles VALUES (?, ?, ?, ?)",
            [(z, x, 2**z - 1 - y, data) for z, x, y, data in found],
        )
        out.commit()
    return path


def around(z, data=PNG):
    west, north = tiles.tile_of(BOX[0], BOX[3], z)
    east, south = tiles.tile_of(BOX[2], BOX[1], z)
    return [(z, x, y, data) for x in range(west, east + 1) for y in range(north, south + 1)]


def test_the_tiles_of_the_area_are_cut_out_and_found_again(tmp_path):
    far = [(12, 5, 5, JPEG)]
    path = made(
        tmp_path / "city.mbtiles", [*around(10), *around(12, JPEG), *far],
        name="City", attribution="© <a href='x'>Mappers</a>", format="png",
    )  # fmt: skip
    cut = tiles.cut(path, BOX)
    pack = Pack(cut.content)

    assert (cut.title, cut.credit, cut.deepest) == ("City", "© Mappers", 12)
    assert pack.zooms == [10, 12]
    assert cut.tiles == len(around(10)) + len(around(12))
    z, x, y, _data = around(12)[0]
    assert pack.tile(z, x, y) == JPEG
    assert pack.tile(12, 5, 5) is None
    assert not cut.left_out


def test_finer_tiles_that_take_too_much_room_stay_in_the_file(tmp_path, monkeypatch):
    monkeypatch.setattr(tiles, "MOST_BYTES", len(around(10)) * len(PNG) + 10)
    cut = tiles.cut(made(tmp_path / "a", [*around(10), *around(14)]), BOX)
    assert cut.left_out
    assert Pack(cut.content).zooms == [10]


def test_a_file_of_vector_tiles_says_so(tmp_path):
    with pytest.raises(VectorTiles):
        tiles.cut(made(tmp_path / "a", around(10, b"\x1f\x8bzipped"), format="pbf"), BOX)
    with pytest.raises(VectorTiles):
        tiles.cut(made(tmp_path / "b", around(10, b"\x1f\x8bzipped")), BOX)


def test_a_file_of_another_city_says_so(tmp_path):
    with pytest.raises(TilesElsewhere):
        tiles.cut(made(tmp_path / "a", [(10, 1, 1, PNG)]), BOX)


@pytest.mark.parametrize(
    "content",
    [b"", b"no database at all", b"SQLite format 3\0" + b"x" * 5000],
    ids=["empty", "words", "broken"],
)
def test_what_is_no_tile_file_says_so(tmp_path, content):
    (tmp_path / "a").write_bytes(content)
    with pytest.raises(NotTiles):
        tiles.cut(tmp_path / "a", BOX)
    with pytest.raises(NotTiles):
        tiles.cut(tmp_path / "missing", BOX)


def test_a_file_without_tiles_or_cut_short_says_so(tmp_path):
    with pytest.raises(NotTiles):
        tiles.cut(made(tmp_path / "a", []), BOX)
    whole = made(tmp_path / "b", around(14)).read_bytes()
    (tmp_path / "c").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(NotTiles):
        tiles.cut(tmp_path / "c", BOX)


def test_a_view_that_never_ends_is_given_up(tmp_path, monkeypatch):
    monkeypatch.setattr(tiles, "_TURNS", 5)
    with closing(sqlite3.connect(tmp_path / "a")) as out:
        out.execute("CREATE TABLE metadata (name text, value text)")
        out.execute(
            "CREATE VIEW tiles AS WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n)"
            " SELECT 10 AS zoom_level, i AS tile_column, 0 AS tile_row, x'89' AS tile_data FROM n"
        )
    with pytest.raises(NotTiles):
        tiles.cut(tmp_path / "a", BOX)


def test_the_file_of_somebody_else_is_not_touched(tmp_path):
    path = made(tmp_path / "a", around(10))
    before = path.read_bytes()
    tiles.cut(path, BOX)
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["a"]


@given(st.binary(max_size=200))
def test_any_other_content_is_no_pack(content):
    with pytest.raises(NotTiles):
        Pack(content)


@given(st.floats(-180, 180), st.floats(-90, 90), st.integers(0, 22))
def test_every_point_lies_in_a_tile(lon, lat, z):
    x, y = tiles.tile_of(lon, lat, z)
    assert 0 <= x < 2**z
    assert 0 <= y < 2**z
