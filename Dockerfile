# The portal's image, as docker-compose.yml builds it: all packages as the locks have them, nothing that
# .dockerignore does not name. The two images it stands on are pinned by digest in .env (.env.example).
ARG NODE_IMAGE=node:22-alpine
ARG PYTHON_IMAGE=python:3.13-slim-bookworm

# The look: KERN UX.
FROM ${NODE_IMAGE} AS look
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts --omit=dev

# The Python packages; none is built here, so no step of theirs runs.
FROM ${PYTHON_IMAGE} AS packages
ENV PATH=/opt/venv/bin:$PATH
WORKDIR /app
COPY requirements.txt ./
RUN python -m venv /opt/venv
RUN pip install --no-cache-dir --only-binary=:all: --require-hashes -r requirements.txt

# The code, its catalogues compiled and its static files collected.
FROM packages AS built
COPY --from=look /app/node_modules ./node_modules
COPY . .
RUN DEMO=1 VAR_DIR=/tmp/build python manage.py texts --compile
RUN DEMO=1 VAR_DIR=/tmp/build python manage.py collectstatic --noinput -v0
# The settings write for their own user alone; what stands here is public, read by another one, and changed by nobody.
RUN chmod -R a+rX,go-w .

FROM ${PYTHON_IMAGE}
LABEL org.opencontainers.image.title="Gemeinsam.Stark.VorOrt." \
      org.opencontainers.image.version="0.2.0" \
      org.opencontainers.image.licenses="EUPL-1.2"
ENV PATH=/opt/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 VAR_DIR=/data
# pg_dump and pg_restore for manage.py backup and restore; this Debian has those of PostgreSQL 15.
RUN apt-get update -qq \
    && apt-get install -y -qq --no-install-recommends postgresql-client-15 \
    && rm -rf /var/lib/apt/lists/*
RUN useradd --system --uid 1000 --home-dir /app gsvo && install -d -m 700 -o gsvo -g gsvo /data
WORKDIR /app
COPY --from=packages /opt/venv /opt/venv
COPY --from=built /app ./
USER gsvo
VOLUME /data
EXPOSE 8000
