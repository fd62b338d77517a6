//! Answers a browser's requests with a preview, and tells open pages when it has changed. Shell.
//!
//! It listens on the loopback address only, and answers nobody who asks for it by another name: a page of the web could
//! otherwise read what is not published yet.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::ws::{Message, WebSocket, WebSocketUpgrade};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use tokio::net::TcpListener;
use tokio::task::spawn_blocking;

use crate::live::Live;
use crate::preview::{Answer, OWN};
use crate::render::one_file::with_pictures;

/// Where a preview stands unless somebody says otherwise: よろしく.
pub const PORT: u16 = 4649;

/// So many ports are tried in turn.
const TRIES: u16 = 100;

/// Takes a port: the one that is wanted, or the first that is free from [`PORT`] on.
///
/// # Errors
///
/// When the wanted one is taken, or none is free.
pub async fn listen(wanted: Option<u16>) -> io::Result<TcpListener> {
    let at = |port| TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port)));
    if let Some(port) = wanted {
        return at(port).await;
    }
    for port in PORT..PORT + TRIES {
        match at(port).await {
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => {}
            other => return other,
        }
    }
    at(0).await
}

/// Answers until the program ends.
///
/// # Errors
///
/// When the connection is lost.
pub async fn serve(listener: TcpListener, live: Arc<Live>) -> io::Result<()> {
    let app = Router::new()
        .route(&format!("{OWN}live"), get(tell))
        .route(&format!("{OWN}preview.css"), get(async || ([(header::CONTENT_TYPE, "text/css")], CSS)))
        .route(&format!("{OWN}sheet.css"), get(async || ([(header::CONTENT_TYPE, "text/css")], SHEET)))
        .route(&format!("{OWN}preview.js"), get(async || ([(header::CONTENT_TYPE, "text/javascript")], SCRIPT)))
        .fallback(get(answer))
        .layer(from_fn(from_here))
        .with_state(live);
    axum::serve(listener, app).await
}

const CSS: &str = include_str!("preview/preview.css");
const SHEET: &str = include_str!("preview/sheet.css");
const SCRIPT: &str = include_str!("preview/preview.js");

/// Lets through only what was asked of this machine by this machine, and keeps nothing in a browser's store.
async fn from_here(request: Request, next: Next) -> Response {
    let is_local = |headers: &HeaderMap, name| {
        let value = headers.get(name).and_then(|value| value.to_str().ok());
        value.map(|value| {
            let host = value.split_once("://").map_or(value, |(_, host)| host);
            let host = host.rsplit_once(':').map_or(host, |(host, _)| host);
            ["127.0.0.1", "localhost"].contains(&host)
        })
    };
    let headers = request.headers();
    if is_local(headers, header::HOST) != Some(true) || is_local(headers, header::ORIGIN) == Some(false) {
        return StatusCode::FORBIDDEN.into_response();
    }
    let mut response = next.run(request).await;
    response.headers_mut().insert(header::CACHE_CONTROL, header::HeaderValue::from_static("no-store"));
    response
}

async fn answer(State(live): State<Arc<Live>>, request: Request) -> Response {
    let path = request.uri().path().to_owned();
    let made = spawn_blocking(move || {
        let answer = live.now().answer(&path);
        (answer, live)
    });
    let Ok((answer, live)) = made.await else { return StatusCode::INTERNAL_SERVER_ERROR.into_response() };
    let typed = |status: StatusCode, kind: String, body: Body| (status, [(header::CONTENT_TYPE, kind)], body);
    let kind = |name: &str| mime_guess::from_path(name).first_or_octet_stream().to_string();
    match answer {
        Answer::Page { status, html } => {
            let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            typed(status, "text/html; charset=utf-8".to_owned(), Body::from(html)).into_response()
        }
        Answer::File { name, bytes } => typed(StatusCode::OK, kind(&name), Body::from(bytes)).into_response(),
        Answer::Copy(path) => match tokio::fs::read(live.folders.path_of(&path)).await {
            Ok(bytes) => typed(StatusCode::OK, kind(path.name()), Body::from(bytes)).into_response(),
            Err(_) => StatusCode::NOT_FOUND.into_response(),
        },
        Answer::OneFile(page) => {
            let read = move || with_pictures(&page, |path| live.folders.bytes_of(path));
            match spawn_blocking(read).await {
                Ok(html) => {
                    typed(StatusCode::OK, "text/html; charset=utf-8".to_owned(), Body::from(html)).into_response()
                }
                Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
            }
        }
        Answer::At(address) => (StatusCode::FOUND, [(header::LOCATION, address)]).into_response(),
    }
}

/// Tells an open page the number of the preview, now and after every change.
async fn tell(State(live): State<Arc<Live>>, upgrade: WebSocketUpgrade) -> Response {
    upgrade.on_upgrade(async move |mut socket: WebSocket| {
        let mut versions = live.versions();
        loop {
            let version = versions.borrow_and_update().to_string();
            if socket.send(Message::text(version)).await.is_err() {
                return;
            }
            tokio::select! {
                changed = versions.changed() => if changed.is_err() { return },
                // Pages say nothing; that they end is heard here.
                said = socket.recv() => if !matches!(said, Some(Ok(_))) { return },
            }
        }
    })
}
