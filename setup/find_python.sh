#!/bin/sh
# Prints the path of a Python of 3.12 or newer that can make virtual environments, or says in one line what to install.
# `python3` may be an older one with a newer beside it, so names, usual places and pyenv's versions are tried in turn.

check='import sys; sys.exit(3 if sys.version_info < (3, 12) else 0)'
check_venv='import venv, ensurepip'
without_venv=''
too_old=''

for candidate in \
    python3.14 python3.13 python3.12 python3 python \
    /usr/bin/python3 /usr/local/bin/python3 /opt/homebrew/bin/python3 \
    "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.14*/bin/python \
    "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.13*/bin/python \
    "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.12*/bin/python
do
    path=$(command -v "$candidate" 2>/dev/null) || continue
    "$path" -c "$check" >/dev/null 2>&1
    case $? in
        0) ;;
        3) too_old=$path; continue ;;
        *) continue ;;   # a shim of a version that is not there
    esac
    if "$path" -c "$check_venv" >/dev/null 2>&1; then
        "$path" -c 'import sys; print(sys.executable)'
        exit 0
    fi
    without_venv=$path
done

if [ -n "$without_venv" ]; then
    name=$("$without_venv" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
    echo "$without_venv cannot make virtual environments: install its venv module (on Debian and Ubuntu: apt install $name)." >&2
elif [ -n "$too_old" ]; then
    echo "Python 3.12 or newer is needed, and $too_old is older: install one (apt install python3.13 python3.13-venv, brew install python@3.13, or pyenv install 3.13), then try again." >&2
else
    echo "Python 3.12 or newer is needed and none was found: install one (apt install python3.13 python3.13-venv, brew install python@3.13), then try again." >&2
fi
exit 1
