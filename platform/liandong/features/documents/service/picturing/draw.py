"""Draws one page of a PDF: a program of its own, since whoever made the PDF may mean harm.

In: the PDF on standard input; the page (from 1), bytes of memory and seconds of CPU as arguments.
Out: the number of pages in a line, then the page as PNG. Nothing else of the product is loaded.
"""

import os
import resource
import sys

import pypdfium2

WIDTH, HEIGHT = 1240, 2480  # pixels at most: A4 at 150 dots per inch, twice its length
UNREADABLE, LOCKED, NO_PAGE = 3, 4, 5
_LOCKED = "password"


def main(page: int, memory: int, seconds: int) -> int:
    """Draw and return the exit code."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    content = sys.stdin.buffer.read()
    try:
        document = pypdfium2.PdfDocument(content)
        pages = len(document)
        if not 1 <= page <= pages:
            return NO_PAGE
        shown = document[page - 1]
        width, height = shown.get_size()
        scale = min(WIDTH / width, HEIGHT / height)
        picture = shown.render(scale=scale).to_pil()
    except pypdfium2.PdfiumError as error:
        return LOCKED if _LOCKED in str(error).lower() else UNREADABLE
    except (ArithmeticError, MemoryError, ValueError):
        return UNREADABLE
    sys.stdout.buffer.write(b"%d\n" % pages)
    picture.save(sys.stdout.buffer, "PNG")
    sys.stdout.buffer.flush()
    return 0


if __name__ == "__main__":
    code = main(*map(int, sys.argv[1:]))
    os._exit(code)  # a library in doubt is not asked to tidy up
