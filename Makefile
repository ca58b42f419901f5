PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
RUN := $(VENV)/bin/python
PIP := $(RUN) -m pip install --quiet --disable-pip-version-check --no-deps
PORT ?= 8080
AWS_PORT ?= 4600
STACK ?= jiandu
PLATFORM ?= manylinux2014_x86_64
PROOF ?= on
SAM := .tools/sam/bin/sam
export PORT AWS_PORT PROOF

.DEFAULT_GOAL := help
.PHONY: help run build test lint reset sweep replay backup restore demo seed verify pdf bench cost duties conformance deploy system-tools

help: ## 列出全部命令
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-8s %s\n", $$1, $$2}'

run: build ## 在本机运行整个系统：http://127.0.0.1:8080/（换端口：make run PORT=8081）
	@exec $(RUN) -m infra.local

build: $(VENV)/run.stamp ## 构建：规则、文书模板、页面、各层与函数，写入 .build/
	@$(RUN) -m infra.build

test: $(VENV)/test.stamp build system-tools ## 运行全部测试（只跑一部分：make test ARGS=tests/unit）
	@$(RUN) -m pytest -n 2 $(ARGS)

lint: $(VENV)/test.stamp ## 代码、类型、模块依赖与部署模板检查
	@$(RUN) -m ruff check .
	@$(RUN) -m mypy
	@PYTHONPATH=layers/jiandu/python $(VENV)/bin/lint-imports
	@$(VENV)/bin/cfn-lint template.yaml infra/*.yaml

reset: $(VENV)/run.stamp ## 清空本机数据 .local/（运行中则拒绝）
	@$(RUN) -m infra.local.reset

sweep: $(VENV)/run.stamp ## 立即执行一次期限巡查（须先 make run）
	@$(RUN) -m infra.local.sweep

replay: $(VENV)/run.stamp ## 重新办理多次失败而搁置的期限和事件（只列出：make replay DRY=1；AWS 上另加 TABLE=… QUEUE=…）
	@$(RUN) -m infra.replay $(if $(DRY),--dry) $(if $(TABLE),--table $(TABLE)) $(if $(QUEUE),--queue $(QUEUE))

backup: $(VENV)/run.stamp ## 备份本机全部数据，密钥另存一个文件（运行中也可以：make backup FILE=….tar.gz）
	@$(RUN) -m infra.local.backup $(FILE)

restore: $(VENV)/run.stamp ## 把备份恢复到空的数据目录：make restore FILE=….tar.gz（密钥在别处时另加 KEYS=…）
	@$(RUN) -m infra.local.restore $(or $(FILE),$(error 请给出文件：make restore FILE=….tar.gz)) $(if $(KEYS),--keys $(KEYS))

demo: $(VENV)/run.stamp ## 向运行中的系统写入演示事项（须先 make run）
	@$(RUN) -m infra.demo

seed: build ## 导入首批机构和人员：make seed FILE=infra/seed/example.yaml（AWS 上另加 TABLE=表名）
	@$(RUN) -m infra.seed $(or $(FILE),$(error 请给出文件：make seed FILE=…)) $(if $(TABLE),--table $(TABLE))

verify: build ## 核验记录与存证：make verify；核验存证证明：make verify FILE=…（ROOT=保存的存证；AWS 上另加 TABLE=、BUCKET=）
	@$(RUN) -m infra.verify $(FILE) $(if $(ROOT),--root $(ROOT)) $(if $(TABLE),--table $(TABLE)) $(if $(BUCKET),--bucket $(BUCKET))

pdf: $(VENV)/run.stamp ## 把文书 .docx 转为 PDF：make pdf FILE=….docx
	@$(RUN) -m infra.pdf $(or $(FILE),$(error 请给出文件：make pdf FILE=….docx))

bench: $(VENV)/test.stamp build ## 性能：与同类做法在同一次运行中比较
	@set -e; BENCH_FIGURES=$$(mktemp); export BENCH_FIGURES; for file in tests/bench/bench_*.py; do echo "== $$file"; \
		PYTHONPATH=.:layers/jiandu/python:layers/regulations/python $(RUN) $$file; done; \
		$(RUN) tests/bench/figures.py $$BENCH_FIGURES

cost: $(VENV)/test.stamp build ## 成本：一件事项从提交到归档的读写单元，折合一年的费用
	@PYTHONPATH=.:layers/jiandu/python:layers/regulations/python $(RUN) tests/bench/cost.py

duties: $(VENV)/test.stamp build ## 各项法定职责由哪一办理动作落实、由哪一测试证明
	@$(RUN) -m infra.duties

conformance: $(VENV)/run.stamp .tools/sam.stamp ## 按 AWS 的运行环境构建，由 AWS SAM CLI 检查模板并试打包（不需要账号）
	@$(RUN) -m infra.build --platform $(PLATFORM)
	@$(SAM) validate --lint
	@$(SAM) build

deploy: $(VENV)/run.stamp .tools/sam.stamp ## 构建并部署到 AWS（SAM_ARGS='--parameter-overrides PublicUrl=…'）
	@$(RUN) -m infra.build --platform $(PLATFORM)
	$(SAM) deploy --stack-name $(STACK) $(SAM_ARGS)

$(VENV)/created.stamp:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' || \
		{ echo "需要 Python 3.11（Debian：apt-get install python3.11 python3.11-venv）" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "缺少 venv：apt-get install python3.11-venv" >&2; exit 1; }
	@touch $@

$(VENV)/run.stamp: $(VENV)/created.stamp infra/local/requirements.txt
	@echo "正在安装运行所需的包……"
	@$(PIP) -r infra/local/requirements.txt
	@touch $@

$(VENV)/test.stamp: $(VENV)/run.stamp tests/requirements.txt
	@echo "正在安装测试所需的包……"
	@$(PIP) -r tests/requirements.txt
	@touch $@

.tools/sam.stamp: $(VENV)/created.stamp infra/sam-requirements.txt
	@echo "正在安装 AWS SAM CLI……"
	@$(VENV)/bin/python -m venv .tools/sam
	@.tools/sam/bin/python -m pip install --quiet --disable-pip-version-check --no-deps -r infra/sam-requirements.txt
	@touch $@

system-tools:
	@missing=""; \
	command -v chromium >/dev/null || missing="$$missing chromium"; \
	command -v soffice >/dev/null || missing="$$missing libreoffice-writer"; \
	command -v pdftoppm >/dev/null || missing="$$missing poppler-utils"; \
	[ -e /usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc ] || missing="$$missing fonts-noto-cjk"; \
	[ -z "$$missing" ] && exit 0; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing; \
	else \
		echo "测试还需要：sudo apt-get install$$missing" >&2; exit 1; \
	fi
