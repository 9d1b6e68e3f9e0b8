#!/usr/bin/env bash
# Fetch 仿宋 and 楷体 for PDF letters: FandolFang and FandolKai, two files out of the Debian package
# texlive-lang-chinese, of which nothing else is installed. Optional: without them letters show
# Noto Serif. Usage: fonts.sh [FOLDER]
set -euo pipefail
if [ "$(id -u)" = 0 ]; then shared=/usr/local/share; else shared=${XDG_DATA_HOME:-$HOME/.local/share}; fi
folder=$(realpath -m "${1:-$shared/fonts/liandong}")
inside=./usr/share/texlive/texmf-dist/fonts/opentype/public/fandol
if [ -f "$folder/FandolFang-Regular.otf" ] && [ -f "$folder/FandolKai-Regular.otf" ]; then
  echo "字体已有 / the fonts are there: $folder"
  exit 0
fi
refuse() {
  echo "没有取到字体，信函仍用 Noto Serif / no fonts fetched, letters keep Noto Serif: $1"
  exit 1
}
command -v apt-get >/dev/null && command -v dpkg-deb >/dev/null || refuse "不是 Debian 系统 / not a Debian system"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
echo "正在下载约 50 MB / fetching some 50 MB …"
apt-get download texlive-lang-chinese >/dev/null 2>&1 || refuse "apt-get download texlive-lang-chinese"
dpkg-deb --fsys-tarfile texlive-lang-chinese_*.deb |
  tar -xf - --strip-components=9 "$inside/FandolFang-Regular.otf" "$inside/FandolKai-Regular.otf"
mkdir -p "$folder"
install -m 644 Fandol*.otf "$folder/"
command -v fc-cache >/dev/null && fc-cache "$folder"
echo "字体已放好 / the fonts are in place: $folder"
