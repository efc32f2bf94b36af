#!/usr/bin/env bash
# Installs the Debian packages that Meridian needs and this machine lacks. Without root or sudo it
# prints the one command to run, and fails only if something that cannot be done without is missing.
set -euo pipefail

# To build the inference engine and to make the virtual environment.
needed=(g++ python3-venv python3-dev libgomp1)
# For the window and its map (Qt, WebEngine, X11); for tests: exiftool, iproute2, strace, Xvfb.
wanted=(
  libglib2.0-0 libgl1 libegl1 libdbus-1-3 libfontconfig1 libxkbcommon0
  libnss3 libxcomposite1 libxdamage1 libxrandr2 libxtst6 libxkbfile1 libasound2
  libgbm1 libbrotli1 libxcb-dri3-0
  libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxcb-xkb1 libxkbcommon-x11-0
  xvfb xauth libimage-exiftool-perl iproute2 strace
)

if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
  echo "This is not a Debian system: install Qt 6's system libraries, g++ and exiftool yourself." >&2
  exit 0
fi

lacking() {
  local package
  for package in "$@"; do
    # Debian 13 renamed some of them: libasound2 is libasound2t64 there.
    case "$(dpkg-query -W -f='${Status}\n' "$package" "${package}t64" 2>/dev/null || true)" in
    *"install ok installed"*) ;;
    *) echo "$package" ;;
    esac
  done
}

available() {
  local package
  for package in "$@"; do
    if apt-cache show "$package" >/dev/null 2>&1; then echo "$package"; else echo "${package}t64"; fi
  done
}

mapfile -t missing < <(lacking "${needed[@]}" "${wanted[@]}")
[ "${#missing[@]}" -eq 0 ] && exit 0

if [ "$(id -u)" -eq 0 ]; then
  as_root=()
elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
  as_root=(sudo)
else
  echo "These system packages are missing. Please run:" >&2
  echo "  sudo apt-get update && sudo apt-get install --no-install-recommends ${missing[*]}" >&2
  mapfile -t missing < <(lacking "${needed[@]}")
  if [ "${#missing[@]}" -gt 0 ]; then
    # A compiler or venv from elsewhere will do as well.
    command -v g++ >/dev/null && python3 -c "import venv, ensurepip" 2>/dev/null && exit 0
    echo "Set-up cannot go on without: ${missing[*]}" >&2
    exit 1
  fi
  exit 0
fi
echo "Installing system packages: ${missing[*]}"
export DEBIAN_FRONTEND=noninteractive
"${as_root[@]}" apt-get update -q
mapfile -t missing < <(available "${missing[@]}")
"${as_root[@]}" apt-get install -y -q --no-install-recommends "${missing[@]}"
