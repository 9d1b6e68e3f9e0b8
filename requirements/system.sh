#!/usr/bin/env bash
# Install the system packages of requirements/system.txt where we may, else name them in one message.
# Usage: system.sh run|test  (test also needs the browser)
set -euo pipefail
cd "$(dirname "$0")"
wanted=$(awk -v all="$1" '/^[a-z]/ { if (all == "test" || $0 !~ /# test:/) print $1 }' system.txt)
missing=""
if command -v dpkg-query >/dev/null 2>&1; then
  for package in $wanted; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q "install ok installed" || missing="$missing $package"
  done
else
  echo "不是 Debian 系统：请自行确认已装有 / not a Debian system, please make sure these are there: $(echo $wanted)"
  exit 0
fi
[ -z "$missing" ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "正在安装系统软件包 / installing system packages:$missing"
  export DEBIAN_FRONTEND=noninteractive
  if apt-get update -qq >/dev/null 2>&1 && apt-get install -y -qq --no-install-recommends $missing >/dev/null 2>&1; then
    exit 0
  fi
fi
echo "缺少系统软件包，请管理员执行 / system packages are missing, ask an administrator to run:"
echo "  apt-get install --no-install-recommends$missing"
[ "$1" = run ] && echo "没有它们也能运行，只是不能生成 PDF / the platform runs without them, except for PDF" && exit 0
exit 1
