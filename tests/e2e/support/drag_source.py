"""A small window that can be dragged from: it offers the given files, as a file manager does.

Usage: drag_source.py --at X,Y --ready FILE PATH...
With --text or --address it offers a text, or the address of a picture, as a web browser does.
It writes FILE once its window is shown, and ends when a drag has ended (or when it is killed).
"""

import argparse
import pathlib

import gi

gi.require_version("Gtk", "3.0")
gi.require_version("Gdk", "3.0")
from gi.repository import Gdk, GLib, Gtk  # noqa: E402

parser = argparse.ArgumentParser()
parser.add_argument("--at", required=True)
parser.add_argument("--ready", required=True)
parser.add_argument("--text")
parser.add_argument("--address")
parser.add_argument("paths", nargs="*")
options = parser.parse_args()
left, top = (int(part) for part in options.at.split(","))
uris = [options.address] if options.address else [GLib.filename_to_uri(path, None) for path in options.paths]

window = Gtk.Window(title="drag source")
window.set_decorated(False)
window.set_default_size(160, 80)
window.set_type_hint(Gdk.WindowTypeHint.UTILITY)
window.move(left, top)
box = Gtk.EventBox()
box.add(Gtk.Label(label=f"{len(uris)} files"))
window.add(box)
box.drag_source_set(Gdk.ModifierType.BUTTON1_MASK, [], Gdk.DragAction.COPY)
if options.text:
    box.drag_source_add_text_targets()
else:
    box.drag_source_add_uri_targets()


def give(_widget, _context, data, _info, _time):
    if options.text:
        data.set_text(options.text, -1)
    else:
        data.set_uris(uris)


def shown(*_):
    window.move(left, top)
    GLib.idle_add(pathlib.Path(options.ready).write_text, "ready")
    return False


box.connect("drag-data-get", give)
box.connect("drag-end", lambda *_: Gtk.main_quit())
window.connect("map-event", shown)
window.connect("destroy", Gtk.main_quit)
window.show_all()
Gtk.main()
