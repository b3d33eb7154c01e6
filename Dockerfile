# factcheck serve, with the models inside: it runs without a network.
#
#   docker build -t factcheck .
#   docker run --rm --network none factcheck factcheck attribute - < article.txt
#   docker run --rm -p 127.0.0.1:8000:8000 --read-only --tmpfs /tmp factcheck

FROM python:3.11-slim AS build
# Where to find PyTorch's build for CPUs, which is a tenth of the size of the usual one: the address stands in
# PyTorch's own instructions. Without it pip takes what the package index has.
ARG TORCH_INDEX=""
WORKDIR /build
RUN python -m venv /opt/factcheck
COPY constraints.txt ./
RUN /opt/factcheck/bin/pip install --no-cache-dir --constraint constraints.txt ${TORCH_INDEX:+--index-url "$TORCH_INDEX"} torch
COPY pyproject.toml README.md LICENSE NOTICE ./
COPY LICENSES ./LICENSES
COPY factcheck ./factcheck
RUN /opt/factcheck/bin/pip install --no-cache-dir --constraint constraints.txt ".[serve,cli,html]"
# PyTorch's own tests and its headers for compilers: 145 MB that nothing here opens.
RUN rm -r /opt/factcheck/lib/python3.11/site-packages/torch/test /opt/factcheck/lib/python3.11/site-packages/torch/include

FROM python:3.11-slim
RUN useradd --system --uid 10001 --no-create-home factcheck
COPY --from=build /opt/factcheck /opt/factcheck
ENV PATH=/opt/factcheck/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 HOME=/tmp
USER 10001
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=10s --start-period=120s \
  CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:8000/health', timeout=5)"]
STOPSIGNAL SIGTERM
# Inside a container, its own loopback is reached by nobody; who reaches the port is up to `docker run -p`.
CMD ["factcheck", "serve", "--host", "0.0.0.0", "--port", "8000"]
