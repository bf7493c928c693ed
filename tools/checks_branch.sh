#!/usr/bin/env bash
# Makes a branch that holds the checks of HEAD alone, with the licence, for Checkov's --external-checks-git:
# that loads whatever the repository holds.
#
# usage: tools/checks_branch.sh [BRANCH]     default: checks-only
set -euo pipefail
cd "$(dirname "$0")/.."
branch=${1:-checks-only}

tree=$({ git ls-tree HEAD:checks; git ls-tree HEAD LICENSE; } | git mktree)
before=$(git rev-parse --verify --quiet "refs/heads/$branch" || true)
if [ -n "$before" ] && [ "$(git rev-parse "$before^{tree}")" = "$tree" ]; then
    echo "$branch has these checks already"
    exit
fi
commit=$(git commit-tree "$tree" ${before:+-p "$before"} -m "The checks of $(git rev-parse --short HEAD)")
git branch --force "$branch" "$commit"
echo "$branch is now at $commit"
