# What the checks found about a page (`finding-<code>`), what was mended (`fix-<code>`), and why a dropped thing
# could not be taken (`intake-<code>`). Codes: crates/kyc and the uploads of crates/engine.

finding-too-small = { BYTES($bytes) }, { BYTES($min) } needed
