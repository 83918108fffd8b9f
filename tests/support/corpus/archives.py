"""Archives and compressed files."""

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile

import py7zr
import zstandard

from corpus.item import Item, carrier

WHEN = (2026, 11, 22, 0, 0, 0)


def zip_of(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP with these files, the same bytes every time."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name, WHEN), data, method)
    return out.getvalue()


@carrier("bytes", "bytes", "application/zip", "files.zip")
def zip_(item: Item) -> bytes:
    return zip_of({"readme.txt": b"hello", f"folder/{item.name}": item.bytes})


@carrier("bytes", "bytes", "application/zip", "files.zip")
def zip_stored(item: Item) -> bytes:
    return zip_of({item.name: item.bytes}, zipfile.ZIP_STORED)


@carrier("bytes", "bytes", "application/zip", "files.zip")
def zip_behind_a_program(item: Item) -> bytes:
    """As in a self-extracting archive: the directory at the end is what counts."""
    return b"MZ" + bytes(510) + zip_of({item.name: item.bytes})


@carrier("bytes", "bytes", "application/x-tar", "files.tar")
def tar(item: Item) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for name, data in (("readme", b"hello"), (f"папка/{item.name}", item.bytes)):
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


@carrier("bytes", "bytes", "application/gzip", "file.gz")
def gz(item: Item) -> bytes:
    return gzip.compress(item.bytes, 6, mtime=0)


@carrier("bytes", "bytes", "application/gzip", "file.gz")
def gz_members(item: Item) -> bytes:
    """The second member, which decoders that stop after the first never see."""
    return gzip.compress(b"", mtime=0) + gzip.compress(item.bytes, mtime=0)


@carrier("bytes", "bytes", "application/x-bzip2", "file.bz2")
def bz2_(item: Item) -> bytes:
    return bz2.compress(item.bytes)


@carrier("bytes", "bytes", "application/x-xz", "file.xz")
def xz(item: Item) -> bytes:
    return lzma.compress(item.bytes, preset=1)


@carrier("bytes", "bytes", "application/zstd", "file.zst")
def zst(item: Item) -> bytes:
    return zstandard.ZstdCompressor(level=1).compress(item.bytes)


@carrier("bytes", "bytes", "application/x-7z-compressed", "files.7z")
def seven_zip(item: Item) -> bytes:
    out = io.BytesIO()
    filters = [{"id": py7zr.FILTER_LZMA2, "preset": 1}]
    with py7zr.SevenZipFile(out, "w", filters=filters) as archive:
        archive.writestr(item.bytes, item.name)
    return out.getvalue()
