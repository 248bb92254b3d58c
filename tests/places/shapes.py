# SPDX-License-Identifier: GPL-3.0-or-later
"""Map files made for tests, with the quirks of real ones: parts, encodings, systems, zips."""

import io
import json
import zipfile

import shapefile

PRJ = 'GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]'
UTM = 'PROJCS["SIRGAS_2000_UTM_Zone_23S",GEOGCS["GCS_SIRGAS_2000",DATUM["D_SIRGAS_2000",SPHEROID["GRS_1980",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",10000000.0],PARAMETER["Central_Meridian",-45.0],PARAMETER["Scale_Factor",0.9996],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]'


def square(x, y, size=0.01):
    """A closed ring that runs clockwise, as the outer rings of shapefiles do."""
    return [(x, y), (x, y + size), (x + size, y + size), (x + size, y), (x, y)]


def hole(x, y, size=0.01):
    """The same the other way round."""
    return square(x, y, size)[::-1]


def parts(*areas, kind=shapefile.POLYGON, prj=PRJ, encoding="utf-8", cpg=b"UTF-8"):
    """Return the parts of a shapefile by ending; an area is (name, rings), None for no outline."""
    shp, shx, dbf = io.BytesIO(), io.BytesIO(), io.BytesIO()
    with shapefile.Writer(
        shp=shp, shx=shx, dbf=dbf, shapeType=kind, encoding=encoding, encodingErrors="replace"
    ) as file:
        file.field("NOME", "C", size=40)
        file.field("COD", "C", size=10)
        for number, (name, rings) in enumerate(areas):
            if rings is None:
                file.null()
            elif kind == shapefile.POLYGONZ:
                file.polyz([[(*corner, 12.5) for corner in ring] for ring in rings])
            else:
                file.poly(rings)
            file.record(name, f"{number:04}")
    return {
        ".shp": shp.getvalue(),
        ".shx": shx.getvalue(),
        ".dbf": dbf.getvalue(),
        ".prj": prj.encode(),
        ".cpg": cpg,
    }


def written(folder, contents, stem="setores"):
    """Write the parts side by side and return the path of the outlines."""
    for ending, content in contents.items():
        (folder / f"{stem}{ending}").write_bytes(content)
    return folder / f"{stem}.shp"


def zipped(contents, stem="mapa/setores"):
    """Return the parts as one zip, as an office sends them."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for ending, content in contents.items():
            archive.writestr(f"{stem}{ending}", content)
    return made.getvalue()


def topology(*, transform=True):
    """Two areas beside each other that share one arc, in degrees; the second has a hole."""
    scale = {"scale": [0.001, 0.001], "translate": [-75.6, 6.2]} if transform else None
    arcs = [
        [[10, 0], [0, 10]],  # the shared edge, upwards
        [[10, 10], [-10, 0], [0, -10], [10, 0]],  # the rest of the west area
        [[10, 0], [10, 0], [0, 10], [-10, 0]],  # the rest of the east area
        [[13, 3], [0, 4], [4, 0], [0, -4], [-4, 0]],
    ]
    if not transform:
        arcs = [_plain(arc) for arc in arcs]
    west = {"type": "Polygon", "arcs": [[0, 1]], "properties": {"nombre": "Oeste"}, "id": "05001"}
    east = {"type": "Polygon", "arcs": [[2, -1], [3]], "properties": {"nombre": "Este"}}
    road = {"type": "LineString", "arcs": [0], "properties": {"nombre": "Calle"}}
    collection = {"type": "GeometryCollection", "geometries": [west, east, road]}
    top = {"type": "Topology", "arcs": arcs, "objects": {"barrios": collection}}
    return top | ({"transform": scale} if scale else {})


def as_bytes(value):
    """Return a value as the bytes of a file."""
    return json.dumps(value).encode()


def _plain(arc):
    x = y = 0
    line = []
    for dx, dy in arc:
        x, y = x + dx, y + dy
        line.append([x * 0.001 - 75.6, y * 0.001 + 6.2])
    return line
