# What the checks found about a page, what was mended, and why a dropped thing could not be taken.
# `finding-<code>`: one phrase. In the table of checks `-name`, `-value` and `-limit` stand in its place, where given.
# Codes: crates/kyc and the uploads of crates/engine.

finding-empty = The file is empty
finding-file-too-large = { BYTES($bytes) }, { BYTES($max) } at most can be read
finding-too-small = { BYTES($bytes) }, { BYTES($min) } needed
finding-too-small-name = File size
finding-too-small-value = { BYTES($bytes) }
finding-too-small-limit = { BYTES($min) } needed
finding-too-large-pdf = PDF of { BYTES($bytes) }, { BYTES($max) } at most: save it smaller or split it
finding-too-large-pdf-name = File size
finding-too-large-pdf-value = { BYTES($bytes) }
finding-too-large-pdf-limit = { BYTES($max) } at most
finding-too-large-after-repair = { BYTES($bytes) } even when made smaller, { BYTES($max) } at most
finding-too-large-after-repair-name = File size when made smaller
finding-too-large-after-repair-value = { BYTES($bytes) }
finding-too-large-after-repair-limit = { BYTES($max) } at most
finding-unsupported-format = { $format } is not taken: convert to JPEG or PNG first
finding-unusual-encoding = A rare kind of JPEG: open it and save it again
finding-not-a-document = { $raw ->
    [unknown] Neither a picture nor a PDF
   *[other] { $format }, neither a picture nor a PDF
}
finding-renamed = The name says otherwise, the content is { $format }
finding-encrypted = Password-protected, Mangopay refuses it
finding-restricted = Printing or copying is forbidden in this PDF
finding-damaged = Damaged, cannot be read
finding-no-pages = A PDF without pages
finding-too-many-pixels = { NUMBER($pixels) } pixels, { NUMBER($max) } at most
finding-too-many-pixels-name = Pixels
finding-too-many-pixels-value = { NUMBER($pixels) }
finding-too-many-pixels-limit = { NUMBER($max) } at most
finding-too-complex = Unpacks to far more than a document holds
finding-animated = Moving picture, only the first image is sent
finding-low-resolution = { NUMBER($pixels) } pixels across, small print may be lost
finding-low-resolution-name = Pixels on the short side
finding-low-resolution-value = { NUMBER($pixels) }
finding-low-resolution-limit = warns below { NUMBER($min) }
finding-blurred = Blurred
finding-blurred-name = Sharpness
finding-blurred-value = { NUMBER($sharpness) }
finding-blurred-limit = warns below { NUMBER($min) }
finding-sharp-ok = Sharpness
finding-sharp-ok-value = { NUMBER($sharpness) }
finding-sharp-ok-limit = warns below { NUMBER($min) }
finding-glare = Glare hides part of it
finding-glare-name = Glare
finding-glare-value = { $percent } %
finding-glare-limit = warns above { $max } %
finding-glare-ok = Glare
finding-glare-ok-value = { $percent } %
finding-glare-ok-limit = warns above { $max } %
finding-cut-off = Cut off by the edge of the picture
finding-cut-off-name = Corners visible
finding-cut-off-value = { $corners } of 4
finding-cut-off-limit = all four
finding-corners-ok = Corners visible
finding-corners-ok-value = { $corners } of 4
finding-corners-ok-limit = all four
finding-too-dark = Too dark
finding-too-dark-name = Brightness
finding-too-dark-value = { $brightness } %
finding-too-dark-limit = warns below { $min } %
finding-light-ok = Brightness
finding-light-ok-value = { $brightness } %
finding-light-ok-limit = warns below { $min } %
finding-blank = One colour all over, nothing to read
finding-colourless = No colour, Mangopay asks for colour copies
finding-colourless-name = Colour
finding-colourless-value = No
finding-colourless-limit = colour asked for
finding-black-and-white = Black and white only, Mangopay asks for colour copies
finding-black-and-white-name = Colour
finding-black-and-white-value = Black and white
finding-black-and-white-limit = colour asked for
finding-duplicate = The same file as another page
finding-too-many-files = { $files } files, { $max } at most
finding-format-ok = { $format }
finding-format-ok-name = Format
finding-format-ok-value = { $format }
finding-format-ok-limit = PDF, JPEG or PNG
finding-size-ok = File size
finding-size-ok-value = { BYTES($bytes) }
finding-size-ok-limit = { BYTES($min) } to { BYTES($max) }
finding-pixels-ok = Pixels
finding-pixels-ok-value = { NUMBER($width) } × { NUMBER($height) }
finding-pixels-ok-limit = { NUMBER($min) } or more
finding-pages-ok = PDF pages
finding-pages-ok-value = { NUMBER($pages) }
finding-colour-ok = Colour
finding-colour-ok-value = Yes
finding-colour-ok-limit = asked for

fix-turned = { $degrees ->
    [0] mirrored back
    [180] turned upside down
    [270] turned 90° left
   *[other] turned { $degrees }° right
}
fix-metadata-removed = { $gps ->
    [true] location data removed
   *[other] metadata removed
}
fix-scaled = made smaller to { $to_width } × { $to_height } pixels
fix-reencoded = saved anew as { $format }
fix-by-hand-1 = turned 90° right by you
fix-by-hand-2 = turned upside down by you
fix-by-hand-3 = turned 90° left by you

finding-transient-folder = In a temporary or mail folder, where files vanish: save a copy first if this is to be queued
finding-transient-folder-name = Kept in a lasting folder
finding-transient-folder-value = No
finding-transient-folder-limit = needed for queueing
finding-already-waiting = A document of this type is already waiting for a decision. A second one may delay both.
finding-back-missing = Only one side is here. Mangopay needs the back of a card, too.
finding-refused-before = { $reason ->
    [none] This file was refused before
   *[other] This file was refused before: { $said }
}
finding-refused-before-name = Refused before
finding-refused-before-value = Yes
finding-refused-before-limit = by fingerprint
finding-used-for-another = This file was sent for { $user }
finding-used-for-another-name = Sent for another user
finding-used-for-another-value = { $user }
finding-used-for-another-limit = by fingerprint
finding-new-file = Refused or used before
finding-new-file-value = No
finding-new-file-limit = by fingerprint
finding-file-missing = The file is not where it was. Put it back, or replace it.
finding-file-changed = The file is not the one that was checked. Replace it.

intake-folder = is a folder. Open it and drop the files in it.
intake-link = is a link to elsewhere. Drop the file itself.
intake-not-a-file = is no file, but a pipe or a device. Drop a saved file.
intake-missing = is not there any more. Check where it is and drop it again.
intake-unreadable = may not be read. Check its permissions, or copy it to your own folder.
intake-too-large = has { BYTES($bytes) }, and { BYTES($max) } at most can be looked at. Save it smaller.
intake-too-many = was left out: a draft holds { $max } files at most. Remove some first.

## Formats, as people call them

format-jpeg = JPEG
format-png = PNG
format-pdf = PDF
format-heif = HEIC
format-avif = AVIF
format-webp = WebP
format-tiff = TIFF
format-bmp = BMP
format-gif = GIF
format-jxl = JPEG XL
format-jp2 = JPEG 2000
format-zip = ZIP archive
format-office = Office document
format-html = web page
format-text = text file
format-empty = empty file
format-unknown = unknown format

