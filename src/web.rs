//! Asks the pages that a guide links to whether they are still there. Shell: the only file that uses the network.

use std::collections::BTreeMap;
use std::time::Duration;

use rayon::prelude::*;
use ureq::tls::{RootCerts, TlsConfig};
use ureq::{Agent, Error};

use crate::check::OuterLink;
use crate::diagnostic::{Diagnostic, Diagnostics};

/// So long a page may take to answer.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// So many hosts are asked at once; each is asked for one page after the other.
const HOSTS: usize = 8;

/// Asks for every page once, and reports each link to one that is gone or does not answer.
///
/// # Errors
///
/// When no threads can be had.
pub fn follow(links: Vec<OuterLink>, patience: Duration) -> anyhow::Result<Diagnostics> {
    let mut hosts: BTreeMap<String, BTreeMap<String, Vec<OuterLink>>> = BTreeMap::new();
    for link in links {
        let page = in_ascii(link.url.split('#').next().unwrap_or_default());
        let host = page.split('/').nth(2).unwrap_or_default().to_owned();
        hosts.entry(host).or_default().entry(page).or_default().push(link);
    }
    let agent = agent(patience);
    let ask = |(page, links): (&String, &Vec<OuterLink>)| -> Vec<Diagnostic> {
        let Err(fault) = ask(&agent, page) else { return Vec::new() };
        links.iter().map(|link| fault.clone().with("url", &link.url).at(link.at.clone())).collect()
    };
    let pool = rayon::ThreadPoolBuilder::new().num_threads(HOSTS.min(hosts.len()).max(1)).build()?;
    let hosts: Vec<_> = hosts.into_values().collect();
    let found: Vec<Diagnostic> =
        pool.install(|| hosts.par_iter().flat_map_iter(|pages| pages.iter().flat_map(ask)).collect());
    Ok(found.into_iter().collect())
}

/// An address as it is sent: what is not ASCII in percents.
fn in_ascii(url: &str) -> String {
    let one = |byte: u8| if byte.is_ascii() { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    url.bytes().map(one).collect()
}

fn agent(patience: Duration) -> Agent {
    // The system's certificates: in an office a proxy may have added its own.
    let tls = TlsConfig::builder().root_certs(RootCerts::PlatformVerifier).build();
    let config = Agent::config_builder()
        .timeout_global(Some(patience))
        .user_agent(concat!("shirube/", env!("CARGO_PKG_VERSION"), " (link check)"))
        .tls_config(tls)
        .build();
    config.into()
}

/// Whether a page is there. Some servers do not answer HEAD, so they are asked again with GET.
fn ask(agent: &Agent, page: &str) -> Result<(), Diagnostic> {
    let answer = agent.head(page).call().or_else(|_| agent.get(page).call());
    match answer {
        Ok(_) => Ok(()),
        Err(Error::StatusCode(status @ (404 | 410))) => {
            Err(Diagnostic::warning("outer-link-dead").with("status", status))
        }
        Err(Error::StatusCode(status)) => {
            Err(Diagnostic::warning("outer-link-silent").with("reason", format_args!("HTTP {status}")))
        }
        Err(Error::Timeout(_)) => Err(Diagnostic::warning("outer-link-silent").with("reason", "timeout")),
        Err(Error::HostNotFound) => Err(Diagnostic::warning("outer-link-silent").with("reason", "no_host")),
        Err(error) => Err(Diagnostic::warning("outer-link-silent").with("reason", error)),
    }
}
