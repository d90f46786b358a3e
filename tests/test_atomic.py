"""Writing a file all or nothing."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from citeform.atomic import replacing


def test_the_content_is_there_when_the_block_ends(tmp_path: Path):
    with replacing(tmp_path / "a") as stream:
        stream.write("é\n")
        assert not (tmp_path / "a").exists()
    assert (tmp_path / "a").read_bytes() == "é\n".encode()


def test_a_failure_leaves_the_old_file_and_nothing_else(tmp_path: Path):
    (tmp_path / "a").write_text("old")
    with pytest.raises(TypeError), replacing(tmp_path / "a") as stream:
        stream.writelines(["new", 3])  # type: ignore[list-item]
    assert (tmp_path / "a").read_text() == "old"
    assert [each.name for each in tmp_path.iterdir()] == ["a"]


def test_permissions_stay(tmp_path: Path):
    (tmp_path / "a").touch(mode=0o600)
    with replacing(tmp_path / "a") as stream:
        stream.write("new")
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o600


def test_a_link_stays_a_link(tmp_path: Path):
    (tmp_path / "a").write_text("old")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    with replacing(tmp_path / "b") as stream:
        stream.write("new")
    assert (tmp_path / "b").is_symlink()
    assert (tmp_path / "a").read_text() == "new"


def test_a_device_is_written_to_and_not_replaced():
    with replacing(os.devnull) as stream:
        stream.write("x")
    assert not Path(os.devnull).is_file()


def test_a_folder_that_is_not_there_is_named(tmp_path: Path):
    with (
        pytest.raises(FileNotFoundError, match=r"no such folder.*nowhere"),
        replacing(tmp_path / "nowhere" / "a"),
    ):
        pass


def test_a_folder_is_no_file(tmp_path: Path):
    with pytest.raises(IsADirectoryError), replacing(tmp_path):
        pass
