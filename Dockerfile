# One image for web, worker, beat and migrate; docker-compose.yml says which it is. Holds no server and no secret.
FROM python:3.13-slim

ENV PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    BETS_DATA_DIR=/data \
    BETS_STATIC_ROOT=/app/collected \
    BETS_HOST=0.0.0.0

# The folder of uploads is made here, so that a volume laid over it belongs to the same user.
RUN useradd --system --create-home --home-dir /data --shell /usr/sbin/nologin bets \
    && install -d -o bets -m 0700 /data/files
WORKDIR /app

COPY requirements/app.txt requirements/
RUN pip install --no-cache-dir --require-hashes --no-deps --only-binary :all: --compile -r requirements/app.txt

COPY . .
RUN BETS_SECRET_KEY=of-the-build BETS_DATA_DIR=/tmp/build python manage.py collectstatic --no-input \
    && rm -rf /tmp/build \
    && python -m compileall -q -j 0 /app

USER bets
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s --retries=3 \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://localhost:8000/livez', timeout=4)"]
CMD ["granian", "--interface", "asgi", "--loop", "asyncio", "--workers", "2", "--backpressure", "2048", "--no-ws", \
     "--respawn-failed-workers", "--respawn-interval", "0.5", "--workers-kill-timeout", "5", \
     "--log-level", "warning", "config.asgi:application", "--host", "0.0.0.0", "--port", "8000"]
