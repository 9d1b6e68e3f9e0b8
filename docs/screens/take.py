"""Turn the pictures of the browser story into the small ones that the documents show."""

from pathlib import Path

from PIL import Image

STORY = Path(__file__).resolve().parents[2] / "build" / "stories"
TAKEN = {"1-new": "new-suggestion", "2-served": "case", "3-replied": "replied"}
TALLEST = 1300
COLOURS = 64

for source, name in TAKEN.items():
    picture = Image.open(STORY / f"{source}.png").convert("RGB")
    cut = picture.crop((0, 0, picture.width, min(picture.height, TALLEST)))
    target = Path(__file__).parent / f"{name}.png"
    cut.quantize(COLOURS).save(target, optimize=True)
