# SPDX-License-Identifier: GPL-3.0-or-later
"""Invented papers: pictures and PDF files that carry what must not come in."""

import io
import struct
import zlib

import pikepdf
from PIL import Image
from PIL.PngImagePlugin import PngInfo

CANARY = "CANARIO-4.6097,-74.0817"
MARK = CANARY.encode()


def jpeg(size=(64, 48), *, turned=6, progressive=False, mode="RGB"):
    """A photograph with place, telephone, comment, a small copy of itself and words at the end."""
    picture = Image.new(mode, size, "white" if mode == "L" else None)
    for at in range(min(size)):
        picture.putpixel((at, at), 200 if mode == "L" else (at % 255, 90, 10, 0)[: len(mode)])
    exif = Image.Exif()
    exif[0x0112] = turned
    exif[0x010F] = CANARY  # maker
    exif[0x9286] = MARK
    exif.get_ifd(0x8825).update({1: "N", 2: (4.0, 36.0, 35.0), 29: CANARY})
    target = io.BytesIO()
    picture.save(
        target,
        "JPEG",
        exif=exif,
        comment=MARK,
        icc_profile=b"acsp" + MARK,
        progressive=progressive,
        quality=80,
    )
    whole = target.getvalue()
    photoshop = b"Photoshop 3.0\x00" + MARK
    extra = struct.pack(">BBH", 0xFF, 0xED, len(photoshop) + 2) + photoshop
    return whole[:2] + extra + whole[2:] + MARK + whole  # a second picture behind the end


def png(size=(40, 30)):
    """A picture with texts, a time, Exif and words behind the end."""
    info = PngInfo()
    info.add_text("Location", CANARY)
    info.add_itxt("XML:com.adobe.xmp", CANARY, zip=False)
    exif = Image.Exif()
    exif[0x010F] = CANARY
    target = io.BytesIO()
    Image.new("RGBA", size, (10, 20, 30, 128)).save(target, "PNG", pnginfo=info, exif=exif)
    return target.getvalue() + MARK


def png_head(wide, high):
    """The head of a picture of any size, with next to nothing in it."""

    def chunk(kind, body):
        return (
            struct.pack(">I4s", len(body), kind) + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    head = struct.pack(">IIBBBBB", wide, high, 8, 2, 0, 0, 0)
    parts = chunk(b"IHDR", head), chunk(b"IDAT", zlib.compress(b"\0")), chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def pdf(pages=2, *, password="", filters="dct"):
    """A paper with an author, a script, a file inside, a link, a form and a photograph."""
    made = pikepdf.new()
    photo = jpeg()
    for _ in range(pages):
        page = made.add_blank_page(page_size=(300, 400))
        picture = pikepdf.Stream(made, b"")
        names, raw = [pikepdf.Name.DCTDecode], photo
        if filters == "flate":
            names, raw = [pikepdf.Name.FlateDecode, *names], zlib.compress(photo)
        picture.write(raw, filter=pikepdf.Array(names))
        picture.Type, picture.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
        picture.Width, picture.Height, picture.BitsPerComponent = 64, 48, 8
        picture.ColorSpace = pikepdf.Name.DeviceRGB
        picture.Metadata = made.make_stream(MARK, {"/Type": pikepdf.Name.Metadata})
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=picture))
        page.Contents = made.make_stream(b"q 100 0 0 100 50 50 cm /Im0 Do Q")
        page.obj.PieceInfo = pikepdf.Dictionary(App=pikepdf.Dictionary(Private=CANARY))
        page.obj.AA = pikepdf.Dictionary(O=script())
        link = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Link,
            Rect=[0, 0, 10, 10],
            A=pikepdf.Dictionary(S=pikepdf.Name.URI, URI=f"https://{CANARY}"),
        )
        page.obj.Annots = pikepdf.Array([made.make_indirect(link)])
    made.docinfo["/Author"] = CANARY
    with made.open_metadata() as about:
        about["dc:creator"] = [CANARY]
    made.attachments["nota.txt"] = MARK
    made.Root.OpenAction = script()
    target = io.BytesIO()
    locked = pikepdf.Encryption(owner=password, user=password) if password else None
    made.save(target, encryption=locked or False)
    return target.getvalue()


def script():
    return pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=f"app.alert('{CANARY}')")


def bomb():
    """A PDF whose object stream unpacks to three hundred megabytes."""
    packer = zlib.compressobj(9)
    packed = packer.compress(b"1 0 " + bytes(1 << 20))
    for _ in range(300):
        packed += packer.compress(bytes(1 << 20))
    packed += packer.flush()
    head = b"%PDF-1.7\n"
    first = f"2 0 obj <</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length {len(packed)}>>stream\n"
    body = head + first.encode() + packed + b"\nendstream endobj\n"
    rows = b"\x00\0\0\0\0\0" + b"\x02\0\0\0\2\0" + b"\x01" + len(head).to_bytes(4, "big") + b"\0"
    xref = (
        f"3 0 obj <</Type/XRef/Size 3/W[1 4 1]/Root 1 0 R/Length {len(rows)}>>stream\n".encode()
        + rows
        + b"\nendstream endobj\n"
    )
    return body + xref + b"startxref\n" + str(len(body)).encode() + b"\n%%EOF"
