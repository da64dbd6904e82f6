#!/usr/bin/env bash
# Runs the job of `spark/` on 500 documents beside one process, and its workers to death: Scripts/spark.sh WORKER. PySpark is installed into
# .tools-spark first, once; without Java or without PySpark the test is left out with a sentence.
set -euo pipefail
cd "$(dirname "$0")/.."
export WIREKIN_WORKER=$(realpath "$1") PYTHONDONTWRITEBYTECODE=1
if ! command -v java >/dev/null; then
    echo "spark: there is no Java here (openjdk-17-jre-headless); the test of the job is left out." >&2
    timeout -k 5 3600 python3 -m unittest discover -s Tests/Cluster -p 'test_w*.py' "${@:2}"
    exit
fi
stamp=.tools-spark/$(sha256sum Tests/Cluster/requirements.txt | cut -c1-16)
if [ ! -e "$stamp" ]; then
    rm -rf .tools-spark
    if ! python3 -m pip install -q --disable-pip-version-check --root-user-action=ignore --target .tools-spark/python \
        -r Tests/Cluster/requirements.txt 2>.spark-pip.log; then
        echo "spark: PySpark cannot be installed ($(tail -1 .spark-pip.log)); the test of the job is left out." >&2
        rm -rf .tools-spark .spark-pip.log
        timeout -k 5 3600 python3 -m unittest discover -s Tests/Cluster -p 'test_w*.py' "${@:2}"
        exit
    fi
    rm -f .spark-pip.log
    touch "$stamp"
fi
PYTHONPATH=$PWD/.tools-spark/python timeout -k 5 7200 python3 -m unittest discover -s Tests/Cluster "${@:2}"
